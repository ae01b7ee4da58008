package io.tapeline.batch.warehouse;

import static java.util.Objects.requireNonNull;

/** Who loads the warehouse. */
record WarehouseLogin(String user, String password) {
    WarehouseLogin {
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
    }

    @Override
    public String toString() {
        return "WarehouseLogin[" + user + "]";
    }
}
