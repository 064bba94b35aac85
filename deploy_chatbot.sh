#!/bin/sh
# The bot into an AWS account: PROJECT_NAME=aicc-prod AWS_REGION=ap-northeast-2 ./deploy_chatbot.sh
# [plan|apply|status|rollback|destroy|doctor] [--dry-run]; apply where none is said.
set -eu
cd "$(dirname "$0")"
export PROJECT_NAME="${PROJECT_NAME:-aicc}" AWS_REGION="${AWS_REGION:-ap-northeast-2}"

aicc=.venv/bin/aicc
if [ ! -x "$aicc" ]; then
    aicc=$(command -v aicc) || {
        echo "deploy_chatbot: aicc is not installed here: make setup" >&2
        exit 1
    }
fi

case "${1:-}" in
    --help) ;;
    "" | -*) set -- apply "$@" ;;
esac
exec "$aicc" deploy "$@"
