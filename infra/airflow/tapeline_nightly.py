"""The nightly steps of a trading date, for those who run Airflow: the same as the Step Functions workflow.

All numbers and names come from one Airflow variable, tapeline_nightly. Its value is the output airflow_nightly of the
stack "night", so both follow the same profile:

    aws cloudformation describe-stacks --stack-name tapeline-prod-night \
        --query "Stacks[0].Outputs[?OutputKey=='AirflowNightly'].OutputValue" --output text > tapeline_nightly.json
    airflow variables set tapeline_nightly "$(cat tapeline_nightly.json)"

Deploy with nightly_enabled=false then, so that the schedule stands in one place only. If both run, the lock that they
share lets one of them through.

A run does the day before the end of its interval, in UTC; {"date": "2026-11-18"} as its configuration does another, and
{"force": true} runs every step. For many dates: airflow backfill, one date after another.

Needs apache-airflow >= 2.9 and apache-airflow-providers-amazon >= 9.0. The connection aws_default needs what the role
tapeline-ENVIRONMENT-nightly-workflow has: the lock's table, the steps of the cluster, the topic.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from airflow.decorators import dag, task
from airflow.exceptions import AirflowFailException
from airflow.models import Variable
from airflow.models.param import Param
from airflow.providers.amazon.aws.hooks.base_aws import AwsBaseHook
from airflow.providers.amazon.aws.hooks.sns import SnsHook
from airflow.providers.amazon.aws.operators.emr import EmrAddStepsOperator
from airflow.timetables.interval import CronDataIntervalTimetable

SETTINGS = json.loads(Variable.get("tapeline_nightly"))
LOCK_KEY = {"name": {"S": "nightly"}}
DATE = "{{ params.date or macros.ds_add(data_interval_end.in_timezone('UTC') | ds, -1) }}"
FORCE = "{{ 'true' if params.force else 'false' }}"
POLL_SECONDS = 30


def step() -> dict:
    return {
        "Name": "nightly " + DATE,
        "ActionOnFailure": "CONTINUE",
        "HadoopJarStep": {
            "Jar": "command-runner.jar",
            "Args": [*SETTINGS["command"], "--date=" + DATE, "--force=" + FORCE],
        },
    }


def dynamodb():
    return AwsBaseHook(client_type="dynamodb", region_name=SETTINGS["region"]).get_conn()


def owner(context: dict) -> str:
    return "airflow " + context["run_id"]


def tell(context: dict, what: str) -> None:
    """Publishes the end of a run. A topic that is out of reach does not change what the run came to."""
    subject = f"{SETTINGS['prefix']}: the night of {context['run_id']} {what}"[:100]
    try:
        SnsHook(region_name=SETTINGS["region"]).publish_to_target(
            SETTINGS["topic_arn"], f"{subject}.\nThe table batch_runs says what became of each step.", subject=subject
        )
    except Exception as failed:
        print(f"the topic could not be told: {failed}")


def tell_success(context: dict) -> None:
    if SETTINGS["notify"] == "always":
        tell(context, "has succeeded")


def tell_failure(context: dict) -> None:
    tell(context, "has failed")


@dag(
    dag_id="tapeline_nightly",
    schedule=CronDataIntervalTimetable(SETTINGS["schedule"], timezone=SETTINGS["time_zone"]),
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(seconds=SETTINGS["total_timeout"]),
    on_success_callback=tell_success,
    on_failure_callback=tell_failure,
    params={
        "date": Param(None, type=["null", "string"], format="date", description="trading date, instead of yesterday"),
        "force": Param(False, type="boolean", description="run every step, also what has succeeded"),
    },
    tags=["tapeline"],
    doc_md=__doc__,
)
def nightly():
    @task(retries=5, retry_delay=timedelta(seconds=2), retry_exponential_backoff=True)
    def take_lock(**context) -> None:
        client = dynamodb()
        now = int(datetime.now(timezone.utc).timestamp())
        try:
            client.put_item(
                TableName=SETTINGS["lock_table"],
                Item={
                    **LOCK_KEY,
                    "owner": {"S": owner(context)},
                    "since": {"S": datetime.now(timezone.utc).isoformat()},
                    "expires": {"N": str(now + SETTINGS["lock_seconds"])},
                },
                ConditionExpression="attribute_not_exists(#name) OR #expires < :now OR #owner = :me",
                ExpressionAttributeNames={"#name": "name", "#expires": "expires", "#owner": "owner"},
                ExpressionAttributeValues={":now": {"N": str(now)}, ":me": {"S": owner(context)}},
            )
        except client.exceptions.ConditionalCheckFailedException as refused:
            raise AirflowFailException("another run holds the lock") from refused

    @task(retries=5, retry_delay=timedelta(seconds=2), retry_exponential_backoff=True)
    def release_lock(**context) -> None:
        client = dynamodb()
        try:
            client.delete_item(
                TableName=SETTINGS["lock_table"],
                Key=LOCK_KEY,
                ConditionExpression="#owner = :me",
                ExpressionAttributeNames={"#owner": "owner"},
                ExpressionAttributeValues={":me": {"S": owner(context)}},
            )
        except client.exceptions.ConditionalCheckFailedException:
            print("the lock is not ours: nothing to give back")

    # The operator itself waits: a sensor behind it would, tried again, look at the step that has failed, not submit another.
    run_date = EmrAddStepsOperator(
        task_id="run_date",
        job_flow_id=SETTINGS["cluster_id"],
        steps=[step()],
        wait_for_completion=True,
        deferrable=True,
        waiter_delay=POLL_SECONDS,
        waiter_max_attempts=SETTINGS["timeout"] // POLL_SECONDS + 1,
        retries=SETTINGS["attempts"] - 1,
        retry_delay=timedelta(seconds=SETTINGS["retry_delay"]),
        retry_exponential_backoff=True,
        max_retry_delay=timedelta(seconds=SETTINGS["longest_retry_delay"]),
        execution_timeout=timedelta(seconds=SETTINGS["timeout"]),
    )

    taken = take_lock()
    # As a teardown it runs whatever became of the job, and the run's end is still the job's.
    taken >> run_date >> release_lock().as_teardown(setups=taken)


nightly()
