package dev.mneme.memory;

/** The use cases, as {@code http} and {@code mcp} get them. */
public record Memory(
    AgentService agents, BlockService blocks, CoreMemoryService coreMemory, TagService tags) {}
