"""Where people are told that somebody asks for one: a web hook, e-mail, Amazon Connect tasks."""
