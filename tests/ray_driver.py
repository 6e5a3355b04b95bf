"""`pressfacts` with parts and batches so small that a short run has many, on a cluster of so many CPUs (0: none is there yet)."""

import sys


def main() -> None:
    import ray

    from pipeline import cli
    from pipeline.cluster import job, source

    job.PART_BYTES, source.BLOCK_BYTES = 1 << 19, 1 << 12
    if cpus := int(sys.argv[1]):
        ray.init("local", num_cpus=cpus, include_dashboard=False, log_to_driver=False)
    cli.main(sys.argv[2:])


if __name__ == "__main__":
    main()
