"""The side of a contender in Python: as harness/serve.ts."""

import json
import os
import platform
import resource
import sys
import time

import numpy as np

KINDS = {"f64": np.float64, "u32": np.uint32, "i32": np.int32}


def read_columns(folder):
    columns = {}
    for file in sorted(os.listdir(folder)):
        name, _, kind = file.partition(".")
        if kind in KINDS:
            columns[name] = np.fromfile(os.path.join(folder, file), KINDS[kind])
    return columns


def serve(make, **versions):
    work, results = make(read_columns(sys.argv[1]))
    answer({"versions": {"python": platform.python_version(), **versions}})
    last = None
    for line in sys.stdin:
        order, _, folder = line.strip().partition("\t")
        if order == "run":
            start = time.perf_counter()
            last = work()
            answer({"seconds": time.perf_counter() - start})
        elif order == "results":
            os.makedirs(folder, exist_ok=True)
            for name, values in results(last).items():
                np.ascontiguousarray(values, np.float64).tofile(os.path.join(folder, name + ".f64"))
            answer({})
        else:
            answer({"bytes": peak_bytes()})


def answer(message):
    print(json.dumps(message), flush=True)


def peak_bytes():
    try:
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
