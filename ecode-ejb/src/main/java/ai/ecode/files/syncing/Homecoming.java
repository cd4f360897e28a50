package ai.ecode.files.syncing;

import ai.ecode.files.FilePath;
import java.util.Map;
import java.util.Set;

/// What came of bringing changes home.
///
/// @param agreed paths at which both sides hold the same now
/// @param forgotten paths at which neither side holds anything now
/// @param toCopy paths at which the tree's state has to go into the working copy
record Homecoming(Map<FilePath, Synced> agreed, Set<FilePath> forgotten, Set<FilePath> toCopy) {}
