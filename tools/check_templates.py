"""Our own checks of CloudFormation templates, beside cfn-lint: check_templates.py FILE..."""

import sys
from pathlib import Path

from aicc.amazon.deploy.template_checks import check_deployment


def main(paths: list[str]) -> int:
    found = [
        each.shown(path)
        for path in paths
        for each in check_deployment(Path(path).read_text(encoding="utf-8"))
    ]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
