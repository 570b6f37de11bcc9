package dev.mneme.database;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** The tables, within one transaction. */
public final class Tables {
  private final Handle handle;

  private Tables(Handle handle) {
    this.handle = handle;
  }

  static Tables on(Handle handle) {
    return new Tables(handle);
  }

  /** Agents with their tags. */
  public AgentTable agents() {
    return new AgentTable(handle);
  }

  /** Blocks with their tags. */
  public BlockTable blocks() {
    return new BlockTable(handle);
  }

  /** Which agent has which block. */
  public AttachmentTable attachments() {
    return new AttachmentTable(handle);
  }

  /** What of an agent's files has been taken over. */
  public AttachedFileTable files() {
    return new AttachedFileTable(handle);
  }

  /** How far each repository has been taken over. */
  public RepositoryTable repositories() {
    return new RepositoryTable(handle);
  }

  /** Blocks by their text. */
  public BlockSearch search() {
    return new SqliteBlockSearch(handle);
  }

  /** Repositories that agents share. */
  public SharedRepositoryTable sharedRepositories() {
    return new SharedRepositoryTable(handle);
  }

  /** Every row of an agent, and of these blocks, as they stand. */
  public AgentRows rowsOf(AgentId agent, Collection<BlockId> blocks) {
    return AgentRows.of(handle, agent, blocks);
  }

  /** Who is sent events. */
  public WebhookTable webhooks() {
    return new WebhookTable(handle);
  }

  /** How far events are sent. */
  public LaneTable lanes() {
    return new LaneTable(handle);
  }

  /** Events that receivers did not take. */
  public DeadLetterTable deadLetters() {
    return new DeadLetterTable(handle);
  }

  /** The tags of all agents and blocks. */
  public TagTable tags() {
    return new TagTable(handle);
  }
}
