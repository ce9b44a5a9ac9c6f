package dev.mayday.device;

import jakarta.enterprise.context.ApplicationScoped;

/** The phones of this node, which hear what becomes of their owner's alerts. */
@ApplicationScoped
class Phones {

    void follow(Phone phone) {}

    void forget(Phone phone) {}
}
