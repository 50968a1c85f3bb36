return await Auterity.Cli.CommandLine.RunAsync(args, CancellationToken.None);
