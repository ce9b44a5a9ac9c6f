/**
 * Everything real that runs on one machine beside the service, for people and for tests: database,
 * broker, the sandbox that takes what would go to people, the service as a process, and clients on
 * the wire.
 */
@NullMarked
package dev.mayday.local;

import org.jspecify.annotations.NullMarked;
