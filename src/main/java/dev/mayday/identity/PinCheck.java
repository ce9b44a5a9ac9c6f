package dev.mayday.identity;

/** What a PIN was. To the one who gave it, WRONG and all that is locked look the same. */
public enum PinCheck {
    /** The person has set no PIN: none is needed. */
    NOT_SET,
    RIGHT,
    /** To be answered in every way as if it were right. */
    DURESS,
    WRONG,
    /**
     * Wrong, and the fifth in a row: every PIN is refused from now on, the guardians are to be
     * told.
     */
    LOCKED_NOW,
    /** The duress PIN while every PIN is refused: answered as wrong, acted on silently. */
    LOCKED_DURESS
}
