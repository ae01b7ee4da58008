package io.tapeline.ingest.socket;

import io.tapeline.ingest.post.Admission;
import io.vertx.ext.web.RoutingContext;

/** Says which symbols and venues the one who opens a connection may send. Thread safe. */
@FunctionalInterface
public interface SocketAdmission {
    /** What the connection that begins with this request may send. */
    Admission of(RoutingContext handshake);
}
