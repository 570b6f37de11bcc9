package dev.mneme.agent;

import java.time.Instant;

/**
 * A repository of files that any number of agents can have beside their own memory: rest.md §7.
 *
 * @param createdAt with microseconds
 * @param updatedAt with microseconds
 */
public record SharedRepository(
    SharedRepositoryId id,
    OrganizationId organization,
    RepositoryName name,
    Instant createdAt,
    Instant updatedAt) {}
