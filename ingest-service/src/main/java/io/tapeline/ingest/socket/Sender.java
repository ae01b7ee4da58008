package io.tapeline.ingest.socket;

import io.tapeline.ingest.post.Admission;
import io.vertx.ext.web.RoutingContext;

/** Who sends over a connection: what that one may send, and how fast. Thread safe. */
public interface Sender {
    /** Sends what it likes. */
    Sender ANYONE = new Sender() {
        @Override
        public Admission admission() {
            return Admission.ALL;
        }

        @Override
        public long takeMessage() {
            return 0;
        }

        @Override
        public void charge(long events) {}
    };

    /** Tells who opens a connection. Thread safe. */
    @FunctionalInterface
    interface Finder {
        /** Who opens the connection that begins with this request. */
        Sender of(RoutingContext handshake);
    }

    /** The symbols and venues that may be sent. */
    Admission admission();

    /** Takes a message off what may be sent: 0; otherwise how long it must wait, in nanoseconds. */
    long takeMessage();

    /** Takes the events of a message off what may be sent, valid or not. */
    void charge(long events);
}
