/** How the code hangs together, held by tests. */
@NullMarked
package dev.mayday.architecture;

import org.jspecify.annotations.NullMarked;
