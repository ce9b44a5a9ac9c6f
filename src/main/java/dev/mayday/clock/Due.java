package dev.mayday.clock;

/** A timer that was committed here a moment ago and is due. */
record Due(String kind, String key) {}
