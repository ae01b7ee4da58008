package io.tapeline.infra.night;

/** Expressions of the workflow, in JSONata: between calls of services it computes with nothing else. */
final class Jsonata {
    /**
     * The run that an input asks for: its dates in order, whether it goes on behind a failed one, whether it forces; and
     * the problem, empty if there is none. A date is checked by arithmetic, as engines differ in what they make of
     * February 30th.
     */
    static final String PLAN = expression("""
            (
              $in := $states.input;
              $today := $substring($states.context.Execution.StartTime, 0, 10);
              $millis := function($date) { $toMillis($date & 'T00:00:00.000Z') };
              $plus := function($date, $days) {
                $substring($fromMillis($millis($date) + $days * 86400000), 0, 10)
              };
              $isDate := function($text) {
                $type($text) != 'string' ? false
                : $not($contains($text, /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)) ? false
                : (
                  $year := $number($substring($text, 0, 4));
                  $month := $number($substring($text, 5, 2));
                  $day := $number($substring($text, 8, 2));
                  $leap := $year % 4 = 0 and ($year % 100 != 0 or $year % 400 = 0);
                  $last := $month = 2 ? ($leap ? 29 : 28) : $month in [4, 6, 9, 11] ? 30 : 31;
                  $year >= 1970 and $month >= 1 and $month <= 12 and $day >= 1 and $day <= $last
                )
              };
              $wrongDate := function($name, $value) {
                $isDate($value) ? '' : $name & ' is not a date such as 2026-11-18: ' & $string($value)
              };
              $object := $type($in) = 'object';
              $strange := $object
                ? $filter($keys($in), function($key) { $not($key in ['date', 'from', 'to', 'on_failure', 'force']) })
                : [];
              $dated := $object ? $exists($in.date) : false;
              $ranged := $object ? $exists($in.from) or $exists($in.to) : false;
              $form := $not($object) ? 'the input is not an object such as {"date": "2026-11-18"}'
                : $count($strange) > 0 ? 'the input has what is not known: ' & $join($strange, ', ')
                  & '; known are date, from, to, on_failure, force'
                : $dated and $ranged ? 'the input has both date and from or to'
                : $exists($in.from) != $exists($in.to) ? 'the input has one of from and to: it needs both'
                : $exists($in.on_failure) and $not($in.on_failure in ['stop', 'go-on'])
                  ? 'on_failure is not stop or go-on: ' & $string($in.on_failure)
                : $exists($in.force) and $type($in.force) != 'boolean'
                  ? 'force is not true or false: ' & $string($in.force)
                : $dated ? $wrongDate('date', $in.date)
                : $ranged ? (
                  $from := $wrongDate('from', $in.from);
                  $from != '' ? $from : $wrongDate('to', $in.to)
                )
                : '';
              $right := $form = '';
              $first := $right ? ($dated ? $in.date : $ranged ? $in.from : $plus($today, -1)) : $today;
              $last := $right ? ($dated ? $in.date : $ranged ? $in.to : $first) : $today;
              $days := ($millis($last) - $millis($first)) / 86400000;
              $problem := $not($right) ? $form
                : $days < 0 ? 'from is after to: ' & $first & ', ' & $last
                : $last >= $today ? $last & ' is not over, in UTC'
                : $days >= MAX_DATES ? $string($days + 1) & ' dates are more than nightly_max_dates, MAX_DATES'
                : '';
              {
                'problem': $problem,
                'dates': $problem = '' ? [$map([0..$days], function($day) { $plus($first, $day) })] : [],
                'goOn': $right and $exists($in.on_failure) ? $in.on_failure = 'go-on' : false,
                'force': $right and $exists($in.force) ? $in.force : false
              }
            )
            """);

    /** What is said of a run: its error, empty if it has done all dates; and a subject and a message. */
    static final String REPORT = expression("""
            (
              $list := function($dates) { $join($dates, ', ') };
              $lost := $failed.date;
              $left := $filter($plan.dates, function($date) { $not($date in $done) and $not($date in $lost) });
              $span := $count($plan.dates) = 0 ? 'the night'
                : $count($plan.dates) = 1 ? 'the night of ' & $plan.dates[0]
                : 'the nights of ' & $plan.dates[0] & ' to ' & $plan.dates[-1];
              $have := $count($plan.dates) > 1 ? ' have' : ' has';
              $again := $count($lost) + $count($left) = 0 ? ''
                : 'When that is mended, start the state machine again with {"from": "' & ($append($lost, $left))[0]
                  & '", "to": "' & $plan.dates[-1] & '"}: what has succeeded is skipped.\\n';
              $error := $refusal.error != '' ? $refusal.error : $count($failed) > 0 ? 'NightFailed' : '';
              $what := $refusal.error != '' ? $span & ' did not run' : $span & $have
                & ($error = '' ? ' succeeded' : ' failed');
              {
                'error': $error,
                'subject': 'PREFIX: ' & $what,
                'message': $substring('PREFIX: ' & $what & '.\\n'
                  & ($refusal.error = '' ? '' : 'Why: ' & $refusal.text & '\\n')
                  & ($count($done) = 0 ? '' : 'Done: ' & $list($done) & '\\n')
                  & $join($map($failed, function($one) {
                    'Failed: ' & $one.date & ': ' & $one.error & ' ' & $one.cause & '\\n'
                  }))
                  & ($count($left) = 0 or $refusal.error != '' ? '' : 'Not tried: ' & $list($left) & '\\n')
                  & ($count($failed) = 0 ? '' : 'What to do: the table batch_runs has the step that failed, its log is in'
                    & ' WHERE.\\n' & $again)
                  & 'Execution: ' & $states.context.Execution.Id, 0, 30000)
              }
            )
            """);

    /** The dates that have failed, and this one with its error. */
    static final String AND_FAILED = expression("""
            $append($failed, [{
              'date': $date,
              'error': $states.errorOutput.Error,
              'cause': $exists($states.errorOutput.Cause) ? $substring($states.errorOutput.Cause, 0, 500) : ''
            }])
            """);

    private Jsonata() {}

    /** An expression as the workflow's language marks it. */
    static String expression(String text) {
        return "{% " + text.strip() + " %}";
    }
}
