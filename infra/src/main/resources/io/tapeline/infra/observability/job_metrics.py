#!/usr/bin/env python3
"""Sends figures of the running applications of Flink and Spark to CloudWatch, once.

YARN says which run and where their REST APIs are. Counts are sent as what they have grown by since the last time, which the
state file remembers. What one application does not answer is left out, said on standard error, and the exit code is 1.
With --install it makes a systemd timer that runs it each minute. Needs Python 3 and the AWS command line, nothing else.
"""
import argparse
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

PERIOD_SECONDS = 60
METRICS_A_CALL = 500
# Spark's unified memory: this share of the heap, less what is reserved. REST knows the pool, not the heap.
SPARK_MEMORY_FRACTION = 0.6
SPARK_RESERVED_BYTES = 300 * 1024 * 1024

FLINK_COUNTERS = {
    "accepted": "AcceptedTrades",
    "late": "LateTrades",
    "duplicates": "DuplicateTrades",
    "deadLetters": "DeadLetters",
    "bars": "Bars",
    "revisions": "Revisions",
}
FLINK_GAUGES = {"eventTimeLag": "EventTimeLag"}
FLINK_PERMILLE = {"busyTimeMsPerSecond": "BusyPercent", "backPressuredTimeMsPerSecond": "BackPressurePercent"}
# Of the operator's own: OPERATOR.tapeline.accepted, OPERATOR.tapeline.reason.CODE.deadLetters.
OWN = re.compile(r"(?:^|\.)tapeline\.(?:.*\.)?(\w+)$")


# With encryption in transit the cluster's web servers have certificates that only the cluster knows. Nothing secret is sent.
ANY_CERTIFICATE = ssl.create_default_context()
ANY_CERTIFICATE.check_hostname = False
ANY_CERTIFICATE.verify_mode = ssl.CERT_NONE


def get(url):
    with urllib.request.urlopen(url, timeout=10, context=ANY_CERTIFICATE) as answer:
        return json.load(answer)


def applications(addresses):
    """What YARN runs, from the first of its addresses that answers."""
    problem = None
    for address in addresses:
        try:
            answer = get(address.rstrip("/") + "/ws/v1/cluster/apps?states=RUNNING")
            return (answer.get("apps") or {}).get("app", [])
        except urllib.error.URLError as refused:
            problem = refused
    raise problem


class Figures:
    """What is to be sent, and what is remembered for the next time."""

    def __init__(self, path):
        self.path = path
        self.data = []
        self.after = {}
        try:
            with open(path, encoding="utf-8") as file:
                self.before = json.load(file)
        except (OSError, ValueError):
            self.before = None

    def gauge(self, job, name, value, unit="None"):
        self.data.append({
            "MetricName": name,
            "Dimensions": [{"Name": "Job", "Value": job}],
            "Unit": unit,
            "Value": value,
        })

    def counter(self, job, name, totals, unit="Count"):
        """Totals by source, such as an application: what is new in them is added up."""
        grown = 0
        for source, total in totals.items():
            key = f"{source} {name}"
            self.after[key] = total
            # Nothing is known of what was before the very first time. A total that is lower has begun anew.
            last = total if self.before is None else self.before.get(key, 0)
            grown += total - last if total >= last else total
        self.gauge(job, name, grown, unit)

    def remember(self, complete):
        if not complete:  # What did not answer this time has not begun anew by the next.
            self.after = {**(self.before or {}), **self.after}
        folder = os.path.dirname(os.path.abspath(self.path))
        with tempfile.NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as file:
            json.dump(self.after, file)
        os.replace(file.name, self.path)


def add(totals, name, source, value):
    sources = totals.setdefault(name, {})
    sources[source] = sources.get(source, 0) + value


def flink(base, totals, gauges):
    """Figures of the running jobs of an application; whether there is one."""
    jobs = [job["jid"] for job in get(base + "/jobs/overview")["jobs"] if job["state"] == "RUNNING"]
    for job in jobs:
        path = f"{base}/jobs/{job}"
        for vertex in get(path)["vertices"]:
            flink_vertex(f"{path}/vertices/{vertex['id']}/subtasks/metrics", job, totals, gauges)
        for metric in get(path + "/metrics?get=numRestarts"):
            add(totals, "Restarts", job, int(metric["value"]))
        checkpoints = get(path + "/checkpoints")
        add(totals, "FailedCheckpoints", job, checkpoints["counts"]["failed"])
        newest = checkpoints["latest"].get("completed")
        if newest:
            gauges.append(("CheckpointDuration", newest["end_to_end_duration"], "Milliseconds"))
            gauges.append(("CheckpointSize", newest["state_size"], "Bytes"))
            age = time.time() - newest["trigger_timestamp"] / 1000
            gauges.append(("CheckpointAge", max(0, round(age, 3)), "Seconds"))
    if jobs:
        flink_machines(base, gauges)
    return bool(jobs)


def flink_vertex(url, job, totals, gauges):
    wanted = {}
    for metric in get(url):
        own = OWN.search(metric["id"])
        if own and (own.group(1) in FLINK_COUNTERS or own.group(1) in FLINK_GAUGES):
            wanted[metric["id"]] = own.group(1)
        elif metric["id"] in FLINK_PERMILLE:
            wanted[metric["id"]] = metric["id"]
    if not wanted:
        return
    ids = ",".join(urllib.parse.quote(name, safe="") for name in wanted)
    for metric in get(f"{url}?get={ids}&agg=sum,max"):
        name = wanted[metric["id"]]
        if name in FLINK_COUNTERS:
            add(totals, FLINK_COUNTERS[name], job, int(metric["sum"]))
        elif name in FLINK_GAUGES:
            gauges.append((FLINK_GAUGES[name], metric["max"], "Milliseconds"))
        elif metric["max"] == metric["max"]:  # A source that cannot tell says NaN.
            gauges.append((FLINK_PERMILLE[name], min(100, metric["max"] / 10), "Percent"))


def flink_machines(base, gauges):
    names = "Status.JVM.Memory.Heap.Used,Status.JVM.Memory.Heap.Max,Status.JVM.CPU.Load"
    values = {metric["id"]: metric for metric in get(f"{base}/taskmanagers/metrics?get={names}&agg=min,max")}
    used = values.get("Status.JVM.Memory.Heap.Used")
    most = values.get("Status.JVM.Memory.Heap.Max")
    if used and most and most["min"] > 0:
        gauges.append(("HeapPercent", 100 * used["max"] / most["min"], "Percent"))
    load = values.get("Status.JVM.CPU.Load")
    if load:
        gauges.append(("CpuPercent", 100 * load["max"], "Percent"))


def spark(base, application, totals, gauges):
    """Figures of an application."""
    path = f"{base}/api/v1/applications/{application}"
    active = 0
    for executor in get(path + "/allexecutors"):
        add(totals, "FailedTasks", application, executor["failedTasks"])
        add(totals, "CompletedTasks", application, executor["completedTasks"])
        add(totals, "InputBytes", application, executor["totalInputBytes"])
        add(totals, "ShuffleReadBytes", application, executor["totalShuffleRead"])
        add(totals, "ShuffleWriteBytes", application, executor["totalShuffleWrite"])
        if executor["isActive"]:
            active += executor["activeTasks"]
            peak = executor.get("peakMemoryMetrics", {}).get("JVMHeapMemory", 0)
            pool = executor.get("memoryMetrics", {}).get("totalOnHeapStorageMemory", 0)
            if peak and pool:
                heap = pool / SPARK_MEMORY_FRACTION + SPARK_RESERVED_BYTES
                gauges.append(("HeapPercent", min(100, 100 * peak / heap), "Percent"))
    for stage in get(path + "/stages"):
        add(totals, "OutputBytes", application, stage["outputBytes"])
    gauges.append(("ActiveTasks", active, "Count"))


def collect(yarn, figures):
    """Asks YARN and its applications. Whether all have answered."""
    apps = applications(yarn)
    complete = True
    for job, kind in (("stream", "Apache Flink"), ("batch", "SPARK")):
        running, totals, gauges = False, {}, []
        for app in apps:
            if app["applicationType"] != kind:
                continue
            base = app["trackingUrl"].rstrip("/")
            try:
                if job == "stream":
                    running = flink(base, totals, gauges) or running
                else:
                    spark(base, app["id"], totals, gauges)
                    running = True
            except (OSError, ValueError, KeyError) as problem:
                print(f"{app['id']} does not tell: {problem!r}", file=sys.stderr)
                complete = False
        figures.gauge(job, "Running", int(running))
        for name, sources in totals.items():
            figures.counter(job, name, sources, "Bytes" if name.endswith("Bytes") else "Count")
        highest = {}
        for name, value, unit in gauges:
            if name not in highest or value > highest[name][0]:
                highest[name] = (value, unit)
        for name, (value, unit) in highest.items():
            figures.gauge(job, name, value, unit)
    return complete


def send(aws, data, namespace, region):
    for begin in range(0, len(data), METRICS_A_CALL):
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(data[begin:begin + METRICS_A_CALL], file)
            file.flush()
            subprocess.run(
                [aws, "cloudwatch", "put-metric-data", "--namespace", namespace, "--region", region,
                 "--metric-data", "file://" + file.name],
                check=True, timeout=30)


def install(systemctl, root, program, namespace, region):
    units = os.path.join(root, "etc/systemd/system")
    service = f"""[Unit]
Description=Figures of the jobs for CloudWatch

[Service]
Type=oneshot
User=hadoop
StateDirectory=tapeline-job-metrics
TimeoutStartSec=50
ExecStart={program} --namespace {namespace} --region {region} --state /var/lib/tapeline-job-metrics/totals.json
"""
    timer = f"""[Unit]
Description=Figures of the jobs for CloudWatch, each minute

[Timer]
OnBootSec={PERIOD_SECONDS}
OnUnitActiveSec={PERIOD_SECONDS}
AccuracySec=1

[Install]
WantedBy=timers.target
"""
    for name, text in (("service", service), ("timer", timer)):
        with open(os.path.join(units, "tapeline-job-metrics." + name), "w", encoding="utf-8") as file:
            file.write(text)
    subprocess.run([systemctl, "daemon-reload"], check=True)
    subprocess.run([systemctl, "enable", "--now", "tapeline-job-metrics.timer"], check=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--namespace", required=True)
    arguments.add_argument("--region", required=True)
    host = socket.getfqdn()
    arguments.add_argument("--yarn", nargs="+", default=[f"http://{host}:8088", f"https://{host}:8090"])
    arguments.add_argument("--state", default="totals.json")
    arguments.add_argument("--install", action="store_true")
    arguments.add_argument("--root", default="/")
    arguments.add_argument("--aws", default="aws")
    arguments.add_argument("--systemctl", default="systemctl")
    given = arguments.parse_args()
    if given.install:
        install(given.systemctl, given.root, os.path.abspath(__file__), given.namespace, given.region)
        return 0
    figures = Figures(given.state)
    complete = collect(given.yarn, figures)
    send(given.aws, figures.data, given.namespace, given.region)
    figures.remember(complete)
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
