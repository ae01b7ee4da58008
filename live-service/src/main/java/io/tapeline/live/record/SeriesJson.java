package io.tapeline.live.record;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tapeline.live.board.SeriesView;
import io.tapeline.live.board.SymbolView;
import io.tapeline.model.Interval;
import java.util.List;
import java.util.function.Consumer;

/** What readers are told, as JSON text around the bars and rows as they came. */
public final class SeriesJson {
    private SeriesJson() {}

    /** Bars and indicators of a series: {@code {"symbol":...,"interval":...,"bars":[...],"indicators":[...]}}. */
    public static String series(SeriesView view) {
        return series(new StringBuilder("{"), view);
    }

    /** The same as a message of a type. */
    public static String message(String type, SeriesView view) {
        return series(new StringBuilder("{\"type\":\"").append(type).append("\","), view);
    }

    private static String series(StringBuilder text, SeriesView view) {
        text.append("\"symbol\":");
        quote(text, view.key().symbol());
        text.append(",\"interval\":\"").append(view.key().interval().code()).append("\",\"bars\":");
        list(text, view.bars(), text::append);
        text.append(",\"indicators\":");
        list(text, view.indicators(), text::append);
        return text.append('}').toString();
    }

    /** The list of symbols: {@code {"symbols":[{"symbol":...,"intervals":[...],"last":{...}}]}}. */
    public static String symbols(List<SymbolView> symbols) {
        StringBuilder text = new StringBuilder("{\"symbols\":");
        list(text, symbols, view -> {
            text.append("{\"symbol\":");
            quote(text, view.symbol());
            text.append(",\"intervals\":");
            list(text, view.intervals().stream().map(Interval::code).toList(), code -> quote(text, code));
            text.append(",\"last\":").append(view.last()).append('}');
        });
        return text.append('}').toString();
    }

    private static <T> void list(StringBuilder text, List<T> items, Consumer<T> append) {
        text.append('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            append.accept(items.get(i));
        }
        text.append(']');
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }
}
