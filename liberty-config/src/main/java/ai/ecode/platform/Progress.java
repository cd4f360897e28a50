package ai.ecode.platform;

/// Told what the platform is doing, in one line for a person.
public interface Progress {
    void say(String line);
}
