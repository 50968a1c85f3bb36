global using Auterity.Server.Tests;
global using Xunit;
