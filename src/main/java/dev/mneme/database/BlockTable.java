package dev.mneme.database;

import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Blocks, with what they are searched by. */
public final class BlockTable {
  private final Handle handle;
  private final TagIndex tagIndex;
  private final SqliteBlockSearch search;

  BlockTable(Handle handle) {
    this.handle = handle;
    this.tagIndex = TagIndex.ofBlocks(handle);
    this.search = new SqliteBlockSearch(handle);
  }

  /** The block with an id. */
  public Optional<StoredBlock> find(BlockId id) {
    return handle
        .createQuery("SELECT " + BlockRow.COLUMNS + " FROM blocks b WHERE b.id = :id")
        .bind("id", id.value())
        .map(BlockRow.MAPPER)
        .findOne();
  }

  /** A query over all blocks, to be narrowed. */
  public BlockSelection select() {
    return new BlockSelection(handle);
  }

  /**
   * Adds a block.
   *
   * @throws DuplicateException if its id is there
   */
  public void insert(StoredBlock block) {
    BlockRow.bind(handle.createUpdate(BlockRow.INSERT), block).execute();
    tagIndex.add(block.block().id().value(), block.block().tags());
    search.put(block.block());
  }

  /** Stores a block over the one with the same id; false if there is none. */
  public boolean update(StoredBlock block) {
    boolean found = BlockRow.bind(handle.createUpdate(BlockRow.UPDATE), block).execute() == 1;
    if (found) {
      index(block.block());
    }
    return found;
  }

  /** Which write the block with an id comes from; looks at nothing else of it. */
  public Optional<BlockVersion> version(BlockId id) {
    return handle
        .createQuery("SELECT version, version_repository FROM blocks WHERE id = :id")
        .bind("id", id.value())
        .map((row, context) -> new BlockVersion(row.getLong(1), row.getString(2)))
        .findOne();
  }

  /** Stores a block, whether one with its id is there or not. */
  public void put(StoredBlock block) {
    put(BlockRow.PUT, block);
  }

  /**
   * Stores a block if it is not there, or only in a smaller version.
   *
   * @return whether it was stored
   */
  public boolean putIfNewer(StoredBlock block) {
    return put(BlockRow.PUT_IF_NEWER, block);
  }

  private boolean put(String sql, StoredBlock block) {
    boolean stored = BlockRow.bind(handle.createUpdate(sql), block).execute() == 1;
    if (stored) {
      index(block.block());
    }
    return stored;
  }

  private void index(Block block) {
    tagIndex.replace(block.id().value(), block.tags());
    search.put(block);
  }

  /** Deletes a block and its attachments; false if there is none. */
  public boolean delete(BlockId id) {
    search.remove(id);
    return handle.createUpdate("DELETE FROM blocks WHERE id = :id").bind("id", id.value()).execute()
        == 1;
  }
}
