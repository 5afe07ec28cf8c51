import subprocess
import sys

import acuerdo


def test_public_names_are_sorted_and_exist():
    assert acuerdo.__all__ == sorted(acuerdo.__all__)
    assert all(getattr(acuerdo, name) is not None for name in acuerdo.__all__)


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(acuerdo, "no_such_name")


def test_importing_the_package_imports_no_heavy_library():
    heavy = ["datasets", "numpy", "pandas", "polars", "rich", "scipy", "sklearn"]
    code = f"import sys, acuerdo, acuerdo.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
