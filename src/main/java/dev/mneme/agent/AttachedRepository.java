package dev.mneme.agent;

/** A shared repository that an agent has, and what it may do with it. */
public record AttachedRepository(SharedRepository repository, Permission permission) {}
