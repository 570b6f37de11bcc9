package dev.mneme.git.storage;

import dev.mneme.objects.ObjectStore;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What every log of a process works with.
 *
 * @param node names the process in records, for people
 * @param clock of the node; only written down, never decided on
 * @param random for ids; a secure one outside of simulations
 * @param fetches runs the reads of a cold open side by side
 * @param sizes where to cut
 */
record LogEnvironment(
    ObjectStore store,
    LogRules rules,
    PackReader packs,
    String node,
    InstantSource clock,
    RandomGenerator random,
    Executor fetches,
    LogSizes sizes) {}
