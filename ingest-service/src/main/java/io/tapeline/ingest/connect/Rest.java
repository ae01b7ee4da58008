package io.tapeline.ingest.connect;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of venues' REST APIs. */
final class Rest {
    private Rest() {}

    static URI uri(FeedSettings settings, String pathAndQuery) {
        URI base = settings.restUrl();
        if (base == null) {
            throw new IllegalStateException("the feed has no REST API: " + settings.name());
        }
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + pathAndQuery);
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
