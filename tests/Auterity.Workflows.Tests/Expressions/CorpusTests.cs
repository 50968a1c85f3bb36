using System.Runtime.CompilerServices;
using System.Text.Json;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Tests.Expressions;

/// <summary>Expressions of real workflows, where the corpus lies beside the repository.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    /// <summary>What the corpus has that is no JavaScript, or names nothing an evaluation could know.</summary>
    private const double Compiles = 0.985;

    [Fact]
    public void Compile_CorpusExpressions_NearlyAllDo()
    {
        var texts = Texts();
        var compiled = texts.Select(t => CompiledTemplate.Compile(t, "f")).ToList();
        var valid = compiled.Where(c => c.Faults.Count == 0).ToList();
        var evaluated = valid.Where(c => !c.IsStatic).ToList();
        var native = evaluated.Count(c => c.IsNative);

        output.WriteLine($"{texts.Count} templates, {valid.Count} compile ({100.0 * valid.Count / texts.Count:0.00} %), {native} of {evaluated.Count} native ({100.0 * native / evaluated.Count:0.0} %)");
        foreach (var fault in compiled.SelectMany(c => c.Faults).Take(40))
            output.WriteLine(fault.Message);

        Assert.True(valid.Count >= Compiles * texts.Count);
    }

    [Fact]
    public void Evaluate_CorpusExpressions_BothPathsAgree()
    {
        var wrong = new List<string>();
        var compared = 0;
        foreach (var text in Texts())
        {
            var template = CompiledTemplate.Compile(text, "f");
            if (template.Faults.Count > 0 || template.IsStatic || !template.IsNative)
                continue;
            foreach (var scope in GeneratedData.For(text))
            {
                compared++;
                var native = Outcome(() => template.Evaluate(new ExpressionSession(), scope, TestContext.Current.CancellationToken));
                var script = Outcome(() => template.Evaluate(new ExpressionSession(), scope, TestContext.Current.CancellationToken, forceScript: true));
                if (native != script)
                    wrong.Add(Difference(text, native, script));
            }
        }

        output.WriteLine($"{compared} evaluations compared");
        foreach (var line in wrong.Take(20))
            output.WriteLine(line);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Evaluate_CorpusExpressions_FailOnlyForLackOfData()
    {
        var unknown = new Dictionary<string, string>(StringComparer.Ordinal);
        var session = new ExpressionSession();
        foreach (var text in Texts())
        {
            var template = CompiledTemplate.Compile(text, "f");
            if (template.Faults.Count > 0)
                continue;
            foreach (var scope in GeneratedData.For(text))
            {
                try
                {
                    template.Evaluate(session, scope, TestContext.Current.CancellationToken);
                }
                catch (ExpressionException e) when (e.Message.Contains("is not defined", StringComparison.Ordinal) || e.Message.Contains("There is no '$", StringComparison.Ordinal) || e.Message.Contains("The code failed", StringComparison.Ordinal) || e.Message.Contains("is not a function", StringComparison.Ordinal))
                {
                    unknown[e.Message] = text;
                }
                catch (ExpressionException e)
                {
                    Assert.NotNull(e.Field);
                }
            }
        }

        foreach (var (message, text) in unknown)
            output.WriteLine($"{message}\n    {text.ReplaceLineEndings(" ")[..Math.Min(text.Length, 200)]}");
        Assert.True(unknown.Keys.Count(k => k.Contains("is not defined", StringComparison.Ordinal)) <= 12);
    }

    private static string Difference(string text, string native, string script)
    {
        var at = native.Zip(script).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{text.ReplaceLineEndings(" ")}\n    native …{native[at..Math.Min(native.Length, at + 80)]}\n    script …{script[at..Math.Min(script.Length, at + 80)]}";
    }

    private static string Outcome(Func<JsonElement> evaluate)
    {
        try
        {
            return JsonText.Compact(evaluate());
        }
        catch (ExpressionException e)
        {
            return $"failed: {e.Code}, missing {e.IsMissing}";
        }
    }

    private static List<string> Texts([CallerFilePath] string file = "")
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../../shared/corpus/n8n"));
        Assert.SkipUnless(Directory.Exists(folder), "The corpus of real workflows is not beside the repository.");
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var workflow = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 512 });
            Collect(workflow.RootElement, false, texts);
        }

        return [.. texts];
    }

    private static void Collect(JsonElement json, bool inParameters, HashSet<string> texts)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                    Collect(property.Value, inParameters || property.Name == "parameters", texts);
                break;
            case JsonValueKind.Array:
                foreach (var element in json.EnumerateArray())
                    Collect(element, inParameters, texts);
                break;
            case JsonValueKind.String when inParameters && json.GetString()! is ['=', ..] text:
                texts.Add(text);
                break;
        }
    }
}
