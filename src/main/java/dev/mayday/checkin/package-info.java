/** Check-ins and journeys: who is not heard of in time is looked for. */
@NullMarked
package dev.mayday.checkin;

import org.jspecify.annotations.NullMarked;
