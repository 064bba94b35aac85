"""What the public `chatbot_*` modules are made of."""
