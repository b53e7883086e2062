"""Names the functions below a folder that do not say what they take and what they give."""

import ast
import pathlib
import sys

for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.py")):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef):
            taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
            annotations = [node.returns, *(argument.annotation for argument in taken if argument)]
            if None in annotations:
                print(f"{file}:{node.lineno}: {node.name}")
