package dev.mayday.location.format;

import java.math.BigDecimal;

/** A number as xsd:decimal and spreadsheets read it: every digit that it has, and no exponent. */
final class Plain {
    private Plain() {}

    static String of(double value) {
        var text = BigDecimal.valueOf(value).toPlainString();
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
