# Sourced by run and test: finds what they need, or says what is missing and how to get it.

need_dotnet() {
  if ! command -v dotnet >/dev/null && [ -x "$HOME/.dotnet/dotnet" ]; then PATH="$HOME/.dotnet:$PATH"; fi
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
    cat >&2 <<'TEXT'
The .NET 10 SDK is missing. One of these installs it:
  Ubuntu:  sudo apt-get install -y dotnet-sdk-10.0
  Debian:  https://learn.microsoft.com/dotnet/core/install/linux-debian
  any:     curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0
TEXT
    exit 1
  fi
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
}

need_node() {
  if ! command -v node >/dev/null || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
    echo "Node.js 20 or newer is missing: see https://nodejs.org/en/download, or your distribution's package nodejs." >&2
    exit 1
  fi
}
