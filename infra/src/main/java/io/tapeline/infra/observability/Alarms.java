package io.tapeline.infra.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmRule;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.CompositeAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * Makes alarms that are published, and so is their end.
 *
 * <p>A description says what is the matter, and then what to do. For one thread.
 */
final class Alarms {
    private final Construct scope;
    private final String prefix;
    private final IAlarmAction action;
    private final List<Alarm> made = new ArrayList<>();

    Alarms(Construct scope, String prefix, ITopic topic) {
        this.scope = scope;
        this.prefix = prefix;
        this.action = new SnsAction(topic);
    }

    /** What the lack of a figure means. */
    enum Silence {
        /** Nothing has happened that would be counted. */
        IS_FINE,
        /** What should report is gone. */
        IS_AN_ALARM,
        /** Nothing is known, so nothing changes. */
        SAYS_NOTHING;

        private TreatMissingData treatment() {
            return switch (this) {
                case IS_FINE -> TreatMissingData.NOT_BREACHING;
                case IS_AN_ALARM -> TreatMissingData.BREACHING;
                case SAYS_NOTHING -> TreatMissingData.IGNORE;
            };
        }
    }

    /**
     * When there is an alarm.
     *
     * @param threshold the figure is worse than it in each of so many periods of the metric
     */
    record Condition(IMetric metric, ComparisonOperator worse, Number threshold, int periods, Silence silence) {
        static Condition above(IMetric metric, Number threshold, int periods, Silence silence) {
            return new Condition(metric, ComparisonOperator.GREATER_THAN_THRESHOLD, threshold, periods, silence);
        }

        static Condition below(IMetric metric, Number threshold, int periods, Silence silence) {
            return new Condition(metric, ComparisonOperator.LESS_THAN_THRESHOLD, threshold, periods, silence);
        }
    }

    /**
     * Makes an alarm.
     *
     * @param name in lower case with hyphens
     * @param matter what is the matter when it rings
     * @param remedy what to do then
     */
    Alarm when(String name, Condition condition, String matter, String remedy) {
        Alarm alarm = Alarm.Builder.create(scope, id(name))
                .alarmName(prefix + "-" + name)
                .alarmDescription(matter + " " + remedy)
                .metric(condition.metric())
                .comparisonOperator(condition.worse())
                .threshold(condition.threshold())
                .evaluationPeriods(condition.periods())
                .datapointsToAlarm(condition.periods())
                .treatMissingData(condition.silence().treatment())
                .build();
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
        made.add(alarm);
        return alarm;
    }

    /** Makes an alarm that rings as soon as one of others does. */
    CompositeAlarm any(String name, List<? extends IAlarm> alarms, String matter, String remedy) {
        CompositeAlarm alarm = CompositeAlarm.Builder.create(scope, id(name))
                .compositeAlarmName(prefix + "-" + name)
                .alarmDescription(matter + " " + remedy)
                .alarmRule(AlarmRule.anyOf(alarms.toArray(IAlarm[]::new)))
                .build();
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
        return alarm;
    }

    /** Those that are made, but for those of others. */
    List<Alarm> made() {
        return List.copyOf(made);
    }

    private static String id(String name) {
        StringBuilder id = new StringBuilder();
        for (String word : name.split("-", -1)) {
            id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return id.append("Alarm").toString();
    }
}
