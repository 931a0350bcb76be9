# Each target is one small script in scripts/; nothing has to be installed or typed beforehand on Debian 12 as root.

.PHONY: help setup build demo day walk round-trip round-trip-window test run package bench bench-peers bench-province bench-pool bench-mutations bench-package screenshots translations catalogue

help:
	@echo "make demo          install what is missing, then run the main job on the sample county"
	@echo "make day           a day's work twice, by hand in a QGIS window and by qgis_process, ended alike"
	@echo "make walk NAME=jiangxi  a batch from candidate to pooled; also sichuan, hebei"
	@echo "make round-trip NAME=hebei  a batch to the city, returned, mended and submitted anew"
	@echo "make round-trip-window NAME=hebei  the same by hand in a QGIS window too, ended alike, with pictures"
	@echo "make test          install what is missing, then lint, types, floors and every test, headless"
	@echo "make setup         only the installing"
	@echo "make build         lay the installable plugin out in build/zhanbu_plugin/"
	@echo "make run           open QGIS with the plugin and the sample project"
	@echo "make package       the zip for the QGIS plugin manager, checked as the plugin repository checks it"
	@echo "make bench         the benchmarks, with the ratio to QGIS's own tools"
	@echo "make bench-peers   the same against PostGIS and exactextract"
	@echo "make bench-province  the engine over several counties on two worker processes"
	@echo "make bench-pool    a pool of 50 000 parcels and 200 000 events, against bare SQL"
	@echo "make bench-package  a county of 5000 parcels packed and verified, against bare GDAL and zip calls"
	@echo "make bench-mutations  a thousand packages changed on their way: all reported, how fast, in how much memory"
	@echo "make screenshots   the pictures of the guide, from a real QGIS window"
	@echo "make translations  bring i18n/zhanbu_zh_CN.ts up to date with the sources"
	@echo "make catalogue     write docs/rules/ from the rule sets"

setup:
	@scripts/setup.sh

build: setup
	@.venv/bin/python scripts/lay_out.py

demo: build
	@scripts/demo.sh

day: build
	@scripts/day.sh

walk: build
	@scripts/walk.sh $(or $(NAME),jiangxi)

round-trip: build
	@scripts/round_trip.sh $(or $(NAME),hebei)

round-trip-window: build
	@scripts/round_trip_window.sh $(or $(NAME),hebei)

test: setup
	@scripts/test.sh

run: build
	@scripts/run.sh

package: setup
	@.venv/bin/python scripts/package.py

# make bench SIZES=20000,100000,300000 TIMES=3 NAIVE=1 COUNTIES=folder ARGS="--only ours,expert"
bench: build
	@scripts/bench.sh $(if $(SIZES),--sizes $(SIZES)) $(if $(TIMES),--times $(TIMES)) $(if $(NAIVE),--naive) \
	  $(if $(COUNTIES),--counties $(COUNTIES)) $(ARGS)

bench-peers: setup
	@scripts/bench_peers.sh $(if $(SIZES),--sizes $(SIZES)) $(if $(TIMES),--times $(TIMES)) \
	  $(if $(COUNTIES),--counties $(COUNTIES)) $(ARGS)

bench-province: setup
	@scripts/bench_province.sh $(ARGS)

bench-pool: setup
	@scripts/bench_pool.sh $(if $(TIMES),--times $(TIMES)) $(ARGS)

bench-package: setup
	@.venv/bin/python -m benchmarks.package_bench $(if $(TIMES),--times $(TIMES)) $(ARGS)

bench-mutations: setup
	@.venv/bin/python -m benchmarks.mutated_packages $(ARGS)

screenshots: build
	@scripts/take_screenshots.sh

translations: setup
	@.venv/bin/python scripts/update_translations.py

catalogue: setup
	@.venv/bin/python scripts/rule_catalogue.py
