/**
 * What whoever runs this installation may read and switch, each look at a person's data on record.
 * An operator is never shown what is about his own alerts: what an owner's account can read must
 * not differ after a duress PIN.
 */
@NullMarked
package dev.mayday.operator;

import org.jspecify.annotations.NullMarked;
