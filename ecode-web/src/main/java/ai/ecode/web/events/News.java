package ai.ecode.web.events;

import ai.ecode.collaboration.Message;
import ai.ecode.collaboration.PresenceNews;
import ai.ecode.files.FileChanged;
import ai.ecode.files.FilePath;
import ai.ecode.identity.User;
import ai.ecode.workspace.PlannedStop;
import ai.ecode.workspace.Workspace;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// One message of the events socket. Of the news about one [#subject] only the newest matters.
sealed interface News {

    /// What it is about; equal for news that replace each other.
    Object subject();

    JsonObject json();

    default boolean isOfFiles() {
        return true;
    }

    /// This news when an older one about the same subject was not sent yet.
    default News after(News older) {
        return this;
    }

    /// The state of the workspace, with the reason of a stop or failure.
    record State(Workspace.State state, Optional<String> reason) implements News {
        @Override
        public Object subject() {
            return State.class;
        }

        @Override
        public boolean isOfFiles() {
            return false;
        }

        @Override
        public JsonObject json() {
            var message = message("state").add("state", state.name());
            reason.ifPresent(why -> message.add("reason", why));
            return message.build();
        }
    }

    /// One file or folder.
    record File(String path, FileChanged.Kind change, Optional<String> etag) implements News {
        @Override
        public Object subject() {
            return "file " + path;
        }

        @Override
        public News after(News older) {
            boolean stillNew =
                    older instanceof File file
                            && file.change == FileChanged.Kind.CREATED
                            && change == FileChanged.Kind.CHANGED;
            return stillNew ? new File(path, FileChanged.Kind.CREATED, etag) : this;
        }

        @Override
        public JsonObject json() {
            var message =
                    message("file")
                            .add("change", change.name().toLowerCase(Locale.ROOT))
                            .add("path", path);
            etag.ifPresent(tag -> message.add("etag", tag));
            return message.build();
        }
    }

    /// So many files changed that their list is better read anew.
    record FilesChanged() implements News {
        static final Object SUBJECT = FilesChanged.class;

        @Override
        public Object subject() {
            return SUBJECT;
        }

        @Override
        public JsonObject json() {
            return message("file").add("change", "many").build();
        }
    }

    /// What somebody wrote is durable.
    record Saved(String path, String etag) implements News {
        @Override
        public Object subject() {
            return "saved " + path;
        }

        @Override
        public JsonObject json() {
            return message("saved").add("path", path).add("etag", etag).build();
        }
    }

    /// What was edited in a shared document is durable: all that the state vector covers, which is in base 64.
    record SavedDocument(String path, String stateVector) implements News {
        @Override
        public Object subject() {
            return "saved document " + path;
        }

        @Override
        public boolean isOfFiles() {
            return false;
        }

        @Override
        public JsonObject json() {
            return message("saved").add("path", path).add("stateVector", stateVector).build();
        }
    }

    /// A server in the workspace began or ceased to listen.
    record Port(int port, boolean open) implements News {
        @Override
        public Object subject() {
            return "port " + port;
        }

        @Override
        public boolean isOfFiles() {
            return false;
        }

        @Override
        public JsonObject json() {
            return message("port").add("port", port).add("open", open).build();
        }
    }

    /// Who may do what has changed.
    record Access() implements News {
        @Override
        public Object subject() {
            return Access.class;
        }

        @Override
        public boolean isOfFiles() {
            return false;
        }

        @Override
        public JsonObject json() {
            return message("access").build();
        }
    }

    /// It stops by itself soon, or no longer does.
    record Stop(String text, Optional<PlannedStop> planned) implements News {
        @Override
        public Object subject() {
            return Stop.class;
        }

        @Override
        public boolean isOfFiles() {
            return false;
        }

        @Override
        public JsonObject json() {
            var json = message("notice").add("about", "stop").add("message", text);
            planned.ifPresent(stop ->
                    json.add("stopsAt", stop.at().toString())
                            .add("cause", stop.cause().wireName()));
            return json.build();
        }
    }

    /// A program was kept from reaching a host.
    record Egress(String host, String why) implements News {
        @Override
        public Object subject() {
            return "egress " + host;
        }

        @Override
        public boolean isOfFiles() {
            return false;
        }

        @Override
        public JsonObject json() {
            String text =
                    "A program was kept from reaching %s, which %s. An administrator of your organization can allow it."
                            .formatted(host, why);
            return message("notice")
                    .add("about", "egress")
                    .add("message", text)
                    .add("host", host)
                    .build();
        }
    }

    /// The newest message of the chat; who hears a number that does not follow on the last has missed some.
    record Said(Message message, User author) implements News {
        @Override
        public Object subject() {
            return Said.class;
        }

        @Override
        public boolean isOfFiles() {
            return false;
        }

        /// What was said at once is committed in one order and told in another.
        @Override
        public News after(News older) {
            return older instanceof Said said && said.message.number() > message.number()
                    ? older
                    : this;
        }

        @Override
        public JsonObject json() {
            return News.message("message")
                    .add("number", message.number())
                    .add("user", author.name())
                    .add("fullName", author.fullName())
                    .add("text", message.text())
                    .add("sentAt", message.sentAt().toString())
                    .build();
        }
    }

    /// A thread of comments is another now, or gone.
    record Commented(UUID thread) implements News {
        @Override
        public Object subject() {
            return "comment " + thread;
        }

        @Override
        public boolean isOfFiles() {
            return false;
        }

        @Override
        public JsonObject json() {
            return message("comment").add("thread", thread.toString()).build();
        }
    }

    /// Somebody came, went, or looks elsewhere.
    record Presence(PresenceNews news) implements News {
        @Override
        public Object subject() {
            return switch (news) {
                case PresenceNews.Here here -> "presence " + here.id();
                case PresenceNews.Left left -> "presence " + left.id();
                case PresenceNews.Looks _ -> PresenceNews.Looks.class;
                case PresenceNews.Followers _ -> PresenceNews.Followers.class;
            };
        }

        @Override
        public boolean isOfFiles() {
            return false;
        }

        @Override
        public JsonObject json() {
            return switch (news) {
                case PresenceNews.Here here -> json(here);
                case PresenceNews.Left(String id) ->
                        message("presence").add("id", id).add("left", true).build();
                case PresenceNews.Looks(String id, FilePath path, int line) ->
                        message("look")
                                .add("id", id)
                                .add("path", path.value())
                                .add("line", line)
                                .build();
                case PresenceNews.Followers(List<String> ids) ->
                        message("followers").add("ids", Json.createArrayBuilder(ids)).build();
            };
        }

        private static JsonObject json(PresenceNews.Here here) {
            var json =
                    message("presence")
                            .add("id", here.id())
                            .add("user", here.user())
                            .add("fullName", here.fullName())
                            .add("colour", here.colour());
            here.path().ifPresent(path -> json.add("path", path.value()));
            if (here.isAway()) {
                json.add("away", true);
            }
            if (here.isSelf()) {
                json.add("self", true);
            }
            return json.build();
        }
    }

    private static JsonObjectBuilder message(String type) {
        return Json.createObjectBuilder().add("type", type);
    }
}
