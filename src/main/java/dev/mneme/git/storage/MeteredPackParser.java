package dev.mneme.git.storage;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsInserter;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsPackParser;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/** Unpacks what was received and tells a meter of each step before memory is spent on it. */
final class MeteredPackParser extends DfsPackParser {
  private final PackMeter meter;

  private MeteredPackParser(
      DfsObjDatabase database, DfsInserter inserter, InputStream in, PackMeter meter) {
    super(database, inserter, in);
    this.meter = meter;
  }

  /** Makes parsers for the packs that are received, besides inserting objects as usual. */
  static final class Inserter extends DfsInserter {
    private final DfsObjDatabase database;
    private final PackMeter meter;

    Inserter(DfsObjDatabase database, PackMeter meter) {
      super(database);
      this.database = database;
      this.meter = meter;
    }

    @Override
    public DfsPackParser newPackParser(InputStream in) {
      return new MeteredPackParser(database, this, in, meter);
    }
  }

  /** The result of a delta, and how it hangs together with those before it. */
  private static final class Link extends PackedObjectInfo {
    private final int deltas;
    private long chainBytes;

    Link(AnyObjectId id, @Nullable ObjectId base) {
      super(id);
      this.deltas = base instanceof Link link ? link.deltas + 1 : 1;
      this.chainBytes = base instanceof Link link ? link.chainBytes : 0;
    }
  }

  @Override
  protected void onPackHeader(long objects) throws IOException {
    meter.announced(objects);
    super.onPackHeader(objects);
  }

  @Override
  protected void onStoreStream(byte[] raw, int from, int length) throws IOException {
    meter.received(length);
    super.onStoreStream(raw, from, length);
  }

  @Override
  protected void onBeginWholeObject(long at, int type, long size) throws IOException {
    meter.unpacking(size);
    super.onBeginWholeObject(at, type, size);
  }

  @Override
  protected void onBeginOfsDelta(long at, long base, long size) throws IOException {
    meter.unpacking(size);
    super.onBeginOfsDelta(at, base, size);
  }

  @Override
  protected void onBeginRefDelta(long at, AnyObjectId base, long size) throws IOException {
    meter.unpacking(size);
    super.onBeginRefDelta(at, base, size);
  }

  @Override
  protected boolean onAppendBase(int type, byte[] data, PackedObjectInfo info) throws IOException {
    meter.unpacking(data.length);
    return super.onAppendBase(type, data, info);
  }

  @Override
  protected PackedObjectInfo newInfo(
      AnyObjectId id, @Nullable UnresolvedDelta delta, @Nullable ObjectId base) {
    if (delta == null) {
      return super.newInfo(id, null, base);
    }
    Link link = new Link(id, base);
    link.setCRC(delta.getCRC());
    return link;
  }

  @Override
  protected void onInflatedObjectData(PackedObjectInfo object, int type, byte[] data)
      throws IOException {
    if (object instanceof Link link) {
      link.chainBytes += data.length;
      meter.unpacking(data.length);
      meter.chained(link.deltas, link.chainBytes);
    }
    super.onInflatedObjectData(object, type, data);
  }
}
