package dev.mneme.git.storage;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A state of the log in one object: a cold open starts here instead of at the first record.
 *
 * <p>Holds everything up to {@code seq}: all refs, the log's memory of every transaction, one pack
 * of all objects that are not in external packs. Since it drops nothing, it may be made by anybody
 * at any time and may race anything.
 *
 * @param id random; part of the name of its pack in caches
 * @param transaction of the record at {@code seq}
 * @param tip checksum of that record
 * @param external packs in objects of their own, oldest first
 * @param pack where the pack stands
 * @param index where the pack's index stands
 * @param base where the log's memory stands
 */
record Checkpoint(
    Id128 id,
    long seq,
    Id128 incarnation,
    Id128 transaction,
    Checksum tip,
    LogLife life,
    long packFloor,
    NavigableMap<String, ObjectId> refs,
    Map<String, FileVersion> versions,
    List<ExternalPack> external,
    Slice pack,
    Slice index,
    Checksum indexChecksum,
    int objects,
    CheckpointBase base) {}
