#!/usr/bin/env python3
"""Backups measured: a 1 GB database in each journal mode with a writer at work, and 100,000 small files, beside restic.

   backup.py EXECUTABLE [FOLDER]      EXECUTABLE is the published homelab-storage; FOLDER has 5 GB free (a temporary one).
"""
import multiprocessing, os, shutil, sqlite3, subprocess, sys, tempfile, time

TOOL = os.path.abspath(sys.argv[1])
ROOT = tempfile.mkdtemp(dir=sys.argv[2] if len(sys.argv) > 2 else None)


def folder(name):
    path = os.path.join(ROOT, name)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def database(path, mode, megabytes):
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"pragma journal_mode={mode}")
    db.execute("create table t(id integer primary key, x blob)")
    db.execute("begin")
    db.executemany("insert into t(x) values(?)", ((os.urandom(1000),) for _ in range(megabytes * 900)))
    db.execute("commit")
    db.close()


def write(path, stop, longest):
    db = sqlite3.connect(path, isolation_level=None, timeout=120)
    count = db.execute("select max(id) from t").fetchone()[0]
    while not stop.value:
        began = time.monotonic()
        db.execute("update t set x=? where id=?", (os.urandom(1000), int.from_bytes(os.urandom(4), "big") % count + 1))
        longest.value = max(longest.value, time.monotonic() - began)
        time.sleep(0.05)


def run(name, command, stored, environment=None, writer=None):
    stop, longest = multiprocessing.Value("b", 0), multiprocessing.Value("d", 0)
    if writer:
        process = multiprocessing.Process(target=write, args=(writer, stop, longest))
        process.start()
        time.sleep(1)
        longest.value = 0
    began = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **(environment or {})})
    said = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    took = time.monotonic() - began
    if writer:
        stop.value = 1
        process.join()
    if status:
        sys.exit(f"{name}: {status} {said}")
    size = sum(os.path.getsize(os.path.join(d, f)) for d, _, files in os.walk(stored) for f in files)
    wait = f"{longest.value:.2f} s" if writer else ""
    print(f"| {name} | {took:.1f} s | {usage.ru_utime + usage.ru_stime:.1f} s | {size / 2**20:.0f} MiB | {usage.ru_maxrss / 1024:.0f} MiB | {wait} |", flush=True)


def both(name, data, writer=None):
    target, scratch, repository = folder("target"), folder("scratch"), folder("restic")
    run(f"{name}: homelab-storage", [TOOL, "backup", "run", "--data", data, "--target", f"file://{target}", "--scratch", scratch, "--strategy", "files",
        "--identity", "home/bench/data/00000000"], target, writer=writer)
    environment = {"RESTIC_PASSWORD": "x", "RESTIC_REPOSITORY": repository, "RESTIC_CACHE_DIR": folder("cache")}
    subprocess.run(["restic", "init", "-q"], check=True, env={**os.environ, **environment})
    run(f"{name}: restic", ["restic", "backup", "-q", data], repository, environment, writer)
    for path in (target, repository):
        shutil.rmtree(path)


try:
    print("| data | time | processor | stored | memory | writer's longest wait |\n|---|---|---|---|---|---|", flush=True)
    for mode in ("wal", "delete"):
        data = folder("data")
        database(os.path.join(data, "app.db"), mode, 1000)
        both(f"1 GB database, {mode}", data, os.path.join(data, "app.db"))
    data = folder("data")
    for i in range(100_000):
        if i % 1000 == 0:
            os.makedirs(os.path.join(data, str(i // 1000)))
        with open(os.path.join(data, str(i // 1000), str(i)), "wb") as file:
            file.write(os.urandom(500))
    both("100,000 files of 500 bytes", data)
finally:
    shutil.rmtree(ROOT)
