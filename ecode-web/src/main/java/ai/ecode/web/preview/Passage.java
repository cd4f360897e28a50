package ai.ecode.web.preview;

/// One request to a previewed server.
///
/// @param target path and query as the server shall see them
/// @param forPane whether a page that is answered is shown in the workbench's pane
record Passage(Guest guest, String target, Crossing crossing, boolean forPane) {

    /// Whether something may be put into what is answered, which cannot be done where it is compressed.
    boolean isRewritten() {
        return forPane || crossing.changesTexts();
    }
}
