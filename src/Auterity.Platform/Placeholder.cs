namespace Auterity.Platform;
internal static class Placeholder;
