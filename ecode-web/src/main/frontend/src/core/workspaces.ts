import type {
  Language,
  Me,
  Member,
  Page,
  PreviewLink,
  Sharing,
  StartCommand,
  TerminalView,
  Workspace,
  WorkspaceRole,
} from "./api.ts";
import type { Rest } from "./rest.ts";

export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

/** Workspaces, their life and their terminals. */
export class Workspaces {
  constructor(private readonly rest: Rest) {}

  me(): Promise<Me> {
    return this.rest.json("/api/me");
  }

  /** The workspace at `/@{owner}/{slug}`, or undefined where there is none that the caller may know of. */
  async at(owner: string, slug: string): Promise<Workspace | undefined> {
    const found = await this.rest.json<Page<Workspace>>("/api/workspaces", { query: { owner, slug } });
    return found.items[0];
  }

  get(id: string): Promise<Workspace> {
    return this.rest.json(`/api/workspaces/${id}`);
  }

  /** Asks for a start; the answer holds the state right after, events bring the rest. */
  start(id: string): Promise<Workspace> {
    return this.rest.json(`/api/workspaces/${id}/start`, { method: "POST" });
  }

  stop(id: string): Promise<Workspace> {
    return this.rest.json(`/api/workspaces/${id}/stop`, { method: "POST" });
  }

  /** Lets the people of the organization know of the workspace, and use what is shared in it. */
  makePublic(id: string): Promise<Workspace> {
    return this.rest.json(`/api/workspaces/${id}`, { method: "PATCH", json: { public: true } });
  }

  /** Who may enter it, its owner first. */
  async members(id: string): Promise<readonly Member[]> {
    return (await this.rest.json<Page<Member>>(`/api/workspaces/${id}/members`)).items;
  }

  /** Invites somebody by user name, or gives a member another role. */
  setMember(id: string, user: string, role: WorkspaceRole): Promise<Member> {
    return this.rest.json(`/api/workspaces/${id}/members`, { method: "PUT", json: { user, role } });
  }

  async removeMember(id: string, user: string): Promise<void> {
    await this.rest.send(`/api/workspaces/${id}/members`, { method: "DELETE", query: { user } });
  }

  restart(id: string): Promise<Workspace> {
    return this.rest.json(`/api/workspaces/${id}/restart`, { method: "POST" });
  }

  /** Puts off a stop by itself. */
  keep(id: string): Promise<Workspace> {
    return this.rest.json(`/api/workspaces/${id}/keep`, { method: "POST" });
  }

  /** How the workspace's projects are started, the likeliest way first. */
  async startCommands(id: string): Promise<readonly StartCommand[]> {
    const list = await this.rest.json<Page<StartCommand>>(`/api/workspaces/${id}/start-commands`);
    return list.items;
  }

  /** Makes a link to a preview; the answer alone has its address. */
  sharePreview(
    id: string,
    port: number,
    expiresInHours: number,
    forAnybody: boolean,
  ): Promise<PreviewLink & { readonly url: string }> {
    const json = { expiresInHours, forAnybody };
    return this.rest.json(`/api/workspaces/${id}/previews/${port}/links`, { method: "POST", json });
  }

  async previewLinks(id: string, port: number): Promise<readonly PreviewLink[]> {
    const list = await this.rest.json<Page<PreviewLink>>(`/api/workspaces/${id}/previews/${port}/links`);
    return list.items;
  }

  async unsharePreview(id: string, port: number, link: string): Promise<void> {
    await this.rest.send(`/api/workspaces/${id}/previews/${port}/links/${link}`, { method: "DELETE" });
  }

  /** What runs here, in the order it is shown. */
  async languages(): Promise<readonly Language[]> {
    const list = await this.rest.json<{ items: Language[] }>("/api/languages");
    return list.items;
  }

  /** The text as the workspace's formatter lays it out; no file is changed. */
  async format(id: string, path: string, text: string): Promise<string> {
    const json = { path, text };
    const formatted = await this.rest.json<{ text: string }>(`/api/workspaces/${id}/format`, {
      method: "POST",
      json,
    });
    return formatted.text;
  }

  async terminals(id: string): Promise<readonly TerminalView[]> {
    const list = await this.rest.json<{ items: TerminalView[] }>(`/api/workspaces/${id}/terminals`);
    return list.items;
  }

  openTerminal(id: string, size: TerminalSize, cwd?: string): Promise<TerminalView> {
    const json = { ...size, ...(cwd === undefined ? {} : { cwd }) };
    return this.rest.json(`/api/workspaces/${id}/terminals`, { method: "POST", json });
  }

  shareTerminal(id: string, terminal: string, sharing: Sharing): Promise<TerminalView> {
    const json = { sharing };
    return this.rest.json(`/api/workspaces/${id}/terminals/${terminal}`, { method: "PATCH", json });
  }

  async closeTerminal(id: string, terminal: string): Promise<void> {
    await this.rest.send(`/api/workspaces/${id}/terminals/${terminal}`, { method: "DELETE" });
  }
}
