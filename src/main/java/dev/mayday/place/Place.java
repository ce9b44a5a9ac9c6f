package dev.mayday.place;

/**
 * What a place is.
 *
 * @param action notify, or checkin-ok
 */
record Place(String name, Area area, boolean onEnter, boolean onExit, String action) {}
