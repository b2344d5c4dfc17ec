"""The floor of a check: read the same files, and parse their front matter with PyYAML's C loader.

    python tests/bench/floor.py FOLDER

No check in Python can be quicker than this. It imports nothing else, and checks nothing.
"""

import os
import sys

import yaml


def main(root: str) -> int:
    """Read every Markdown and YAML file below a folder; return how many there are."""
    documents = 0
    for folder, _, names in os.walk(root):
        for name in names:
            if not name.endswith((".md", ".yml")):
                continue
            with open(os.path.join(folder, name), "rb") as file:  # noqa: PTH118, PTH123 (the floor is low)
                text = file.read().decode()
            if name.endswith(".md"):
                end = text.find("\n---", 3) if text.startswith("---\n") else -1
                text = text[4 : end + 1] if end >= 0 else ""
            if text:
                yaml.load(text, Loader=yaml.CSafeLoader)
            documents += 1
    return documents


if __name__ == "__main__":
    print(main(sys.argv[1]), "documents")
