"""MicroPython's side: runs the test functions of the files in its arguments. Exit status 0 if all pass."""

import asyncio
import sys

here = __file__.rpartition("/")[0] or "."
sys.path[:] = [here, here + "/shims", here + "/../../../device/lib", ".frozen"]

failed = passed = 0
for path in sys.argv[1:]:
    name = path.rpartition("/")[2].rpartition(".")[0]
    module = __import__(name)
    for test in sorted(dir(module)):
        if not test.startswith("test_"):
            continue
        try:
            result = getattr(module, test)()
            if hasattr(result, "send"):
                asyncio.run(result)
            passed += 1
        except Exception as error:  # noqa: BLE001 - any failure is one
            failed += 1
            print("FAILED %s::%s" % (name, test))  # noqa: T201
            sys.print_exception(error)
print("%d passed, %d failed" % (passed, failed))  # noqa: T201
sys.exit(1 if failed or not passed else 0)
