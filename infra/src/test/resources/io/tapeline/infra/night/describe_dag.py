"""Loads the DAG with stand-ins of Airflow's classes and prints, as JSON, what it made of them.

Arguments: the DAG's file, the file of its variable.
"""

import contextlib
import datetime
import json
import runpy
import sys
import types

made = {"dag": {}, "tasks": {}, "order": [], "teardown": {}}


class Node:
    """A task that remembers what comes behind it."""

    def __init__(self, task_id, kwargs):
        self.task_id = task_id
        made["tasks"][task_id] = kwargs

    def __rshift__(self, other):
        made["order"].append([self.task_id, other.task_id])
        return other

    def as_teardown(self, setups):
        made["teardown"][self.task_id] = setups.task_id
        return self


class Operator(Node):
    def __init__(self, task_id, **kwargs):
        super().__init__(task_id, kwargs)


functions = {}


def task(**kwargs):
    def decorate(function):
        functions[function.__name__] = function
        return lambda: Node(function.__name__, kwargs)

    return decorate


def dag(**kwargs):
    made["dag"] = kwargs
    return lambda function: function


def module(name, **names):
    sys.modules[name] = types.ModuleType(name)
    for key, value in names.items():
        setattr(sys.modules[name], key, value)


class Variable:
    @staticmethod
    def get(name):
        with open(sys.argv[2], encoding="utf-8") as file:
            return json.dumps(json.load(file)) if name == "tapeline_nightly" else ""


class AirflowFailException(Exception):
    pass


class Refused(Exception):
    pass


class Table:
    """A client of DynamoDB that writes down what it is asked, and refuses if it is told to."""

    exceptions = types.SimpleNamespace(ConditionalCheckFailedException=Refused)
    refuses = False
    asked = []

    def answer(self, **kwargs):
        Table.asked.append(kwargs)
        if Table.refuses:
            raise Refused()

    put_item = delete_item = answer


class Hook:
    def __init__(self, **kwargs):
        pass

    def get_conn(self):
        return Table()


class BrokenTopic:
    def __init__(self, **kwargs):
        pass

    def publish_to_target(self, *args, **kwargs):
        raise OSError("out of reach")


class Timetable:
    def __init__(self, cron, timezone):
        self.plain = [cron, timezone]


class Param:
    def __init__(self, default, **kwargs):
        self.plain = default


for package in (
    "airflow",
    "airflow.models",
    "airflow.timetables",
    "airflow.providers",
    "airflow.providers.amazon",
    "airflow.providers.amazon.aws",
    "airflow.providers.amazon.aws.hooks",
    "airflow.providers.amazon.aws.operators",
):
    module(package)
module("airflow.decorators", dag=dag, task=task)
module("airflow.exceptions", AirflowFailException=AirflowFailException)
module("airflow.models", Variable=Variable)
module("airflow.models.param", Param=Param)
module("airflow.providers.amazon.aws.hooks.base_aws", AwsBaseHook=Hook)
module("airflow.providers.amazon.aws.hooks.sns", SnsHook=BrokenTopic)
module("airflow.providers.amazon.aws.operators.emr", EmrAddStepsOperator=Operator)
module("airflow.timetables.interval", CronDataIntervalTimetable=Timetable)

names = runpy.run_path(sys.argv[1])


def ends(function):
    try:
        with contextlib.redirect_stdout(sys.stderr):
            function()
        return "done"
    except Exception as failed:
        return type(failed).__name__


run = {"run_id": "run-1"}
made["free"] = [ends(lambda: functions[name](**run)) for name in ("take_lock", "release_lock")]
made["lock"] = Table.asked[0]
made["release"] = Table.asked[1]
Table.refuses = True
made["held"] = [ends(lambda: functions[name](**run)) for name in ("take_lock", "release_lock")]
made["told"] = [ends(lambda: names["tell_success"](run)), ends(lambda: names["tell_failure"](run))]


def plain(value):
    if isinstance(value, datetime.timedelta):
        return int(value.total_seconds())
    if isinstance(value, (Timetable, Param)):
        return value.plain
    return getattr(value, "__name__", str(value))


print(json.dumps(made, default=plain))
