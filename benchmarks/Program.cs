using BenchmarkDotNet.Running;
using HomelabStorage.Benchmarks;

return args switch
{
    ["serve", ..] => await BareServer.Run(),
    ["manifests", var count, var from, var to] => ManyManifests.Write(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), from, to),
    ["one-cluster", var count, var from, var to] =>
        ManyManifests.WriteOfOneCluster(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), from, to),
    ["roots", var roots, var manifests, var to] => ManyRoots.Write(
        int.Parse(roots, System.Globalization.CultureInfo.InvariantCulture),
        int.Parse(manifests, System.Globalization.CultureInfo.InvariantCulture),
        to),
    ["questions"] => Questions.Print(),
    ["growth", .. var names] => Growth.Print(names),
    ["objects", var count] => await ManyObjects.Make(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)),
    _ => BenchmarkSwitcher.FromAssembly(typeof(ReviewBenchmarks).Assembly).Run(args).Any() ? 0 : 1,
};
