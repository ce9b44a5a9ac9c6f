package dev.mayday.local;

import java.net.URI;

/**
 * A running Mayday as people meet it.
 *
 * @param wire the way to its server
 * @param inbox what the sandbox gets for people
 */
public record Mayday(Wire wire, Inbox inbox) {

    public static Mayday at(URI server, URI inbox) {
        return new Mayday(new Wire(server), new Inbox(inbox));
    }

    /** A new person with a phone. */
    public Phone phone(String name) {
        return Phone.of(Account.signUp(wire, name));
    }

    /** A new person who will guard others. */
    public Guardian guardian(String name) {
        return new Guardian(name, Account.signUp(wire, name), inbox);
    }
}
