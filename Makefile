# make run        the whole system on this machine
# make test       every Go test
# make golden     writes anew every file that tests are compared with, and says what changed   (make browser UPDATE=1 for those of Chromium)
# make journeys   the stories of testdata/journeys   (JOURNEYS='path/*.journey' plays yours)
# make browser    stories and every page in Chromium; pictures in .build/screenshots (UPDATE=1 renews what is compared)
# make race       every test but the CDK's with the race detector
# make faults     two stories, again and again, with one of their calls or invocations made to fail
# make races      ten thousand presses at once for the same strands, checked with porcupine
# make scale      what a page of each list costs with 100,000 open cases, against 1,000
# make fuzz       each fuzz target for a few seconds   (FUZZTIME=1m)
# make lint       gofmt, go vet, staticcheck, exhaustive
# make measure    the figures by which infra/decisions/0029 judges the tree
# make bank-holidays   how long the list of bank holidays lasts; fails half a year before its end
# make reset      forget what was entered
# make help       all of this

SHELL := /bin/bash
.DEFAULT_GOAL := help

NPM      := infra/npm
DIST     := $(NPM)/dist/app.css
SOURCES  := $(NPM)/package-lock.json $(wildcard $(NPM)/*.scss $(NPM)/*.mjs $(NPM)/style/* $(NPM)/script/*)
RULES    := infra/npm-browser/node_modules/.bin/lighthouse
JOURNEYS ?= testdata/journeys/*.journey

.PHONY: help run test measure journeys browser race races scale faults fuzz golden lint assets bank-holidays reset

help:
	@sed -n 's/^# make/make/p' Makefile

run: $(DIST)
	@mkdir -p .build
	@echo "Building (about a minute the first time, then a second) ..."
	@go build -o .build/run ./infra/local/run
	@exec .build/run

test: $(DIST)
	go test ./...

journeys: $(DIST)
	@mkdir -p .build
	@go build -o .build/journeys ./infra/local/journeys
	@.build/journeys $(JOURNEYS)

# The tests of the pages put every page that they show where the browser then looks.
PAGES := $(CURDIR)/.build/pages

browser: $(DIST) $(RULES)
	@rm -rf $(PAGES)
	PAGES=$(PAGES) go test -count=1 ./internal/web/...
	go test -count=1 -timeout 30m -tags browser ./infra/local/browser

$(RULES): infra/npm-browser/package-lock.json
	@echo "Installing axe-core and Lighthouse ..."
	@cd infra/npm-browser && npm ci --silent || (echo "npm could not install axe-core and Lighthouse: check the network and try again" >&2; exit 1)
	@touch $@

# The CDK's tests talk to one Node.js process and share nothing.
race: $(DIST)
	go test -race $$(go list ./... | grep -v /infra/cdk)

faults: $(DIST)
	FAULTS=all go test -count=1 -timeout 120m -run TestEveryFault ./infra/local/journey

races:
	RACES=10000 go test -count=1 -v -run 'TestRacesForStrands' ./internal/web/site | grep -v '^==='; exit $${PIPESTATUS[0]}

scale:
	SCALE=100000 go test -count=1 -v -run 'TestAPageCostsTheSame' ./internal/web/site | grep -v '^==='; exit $${PIPESTATUS[0]}

FUZZTIME ?= 5s

# A target whose time is over in the middle of an input ends with "context deadline
# exceeded"; only a failing input is a failure.
fuzz:
	@mkdir -p .build
	@grep -rHoE '^func Fuzz[A-Za-z]+' --include=*_test.go functions internal infra/local | sed 's/:func / /' | while read -r file target; do \
	  echo "$$target in $$(dirname $$file)"; \
	  go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) ./$$(dirname $$file) >.build/fuzz.log 2>&1 \
	    || { grep -q 'context deadline exceeded' .build/fuzz.log && ! grep -q 'Failing input' .build/fuzz.log; } \
	    || { cat .build/fuzz.log; exit 1; }; \
	done

# It fails if there is a file that no test compares. What is stored under
# testdata/stored is never written anew.
golden: $(DIST)
	@mkdir -p .build && rm -f .build/golden
	@UPDATE=1 GOLDEN_SEEN=$(CURDIR)/.build/golden go test -count=1 $$(go list -f '{{.ImportPath}} {{.TestImports}} {{.XTestImports}}' ./... | grep -e internal/golden -e local/webtest | cut -d' ' -f1)
	@git --no-pager diff --stat -- '*.golden.*' infra/ADDING.md
	@git ls-files --others --exclude-standard -- '*.golden.*' | sed 's/^/new: /'
	@unused=$$(git ls-files -- '*.golden.*' ':!testdata/stored' | sed 's|^|$(CURDIR)/|' | sort | comm -23 - <(sort -u .build/golden)); \
	  test -z "$$unused" || { echo "no test compares:"; echo "$$unused"; exit 1; } >&2

# Whoever adds one of these is told of every switch and table that lacks it. A default
# does not make a switch whole: where one is meant it says //exhaustive:ignore.
ENUMS := internal/referral\.State$$ internal/referral\.Effect$$ internal/referral\.Stage$$ internal/form\.Control$$ /infra\.ValueKind$$

lint:
	@unformatted=$$(git ls-files '*.go' | xargs gofmt -l); test -z "$$unformatted" || { echo "run gofmt -w on: $$unformatted" >&2; exit 1; }
	go vet ./...
	go vet -tags browser ./infra/local/browser
	go tool staticcheck ./...
	@echo "go tool exhaustive, without tests: what those forget they say themselves"
	@missing=$$(go tool exhaustive -check switch,mapliteral $(ENUMS:%=-typeonly '%') ./... 2>&1 | grep -v '_test\.go:'); test -z "$$missing" || { echo "$$missing" >&2; exit 1; }

measure:
	@go run ./infra/measure

bank-holidays:
	@go run ./internal/workingtime/notice

assets: $(DIST)

# The style sheet and scripts, from GOV.UK Frontend at the version that the lock
# file names.
$(DIST): $(SOURCES)
	@echo "Installing GOV.UK Frontend ..."
	@cd $(NPM) && npm ci --omit=dev --silent || (echo "npm could not install GOV.UK Frontend: check that Node.js 20 or later is installed and that the network can be reached, then try again" >&2; exit 1)
	@cd $(NPM) && npm run build --silent
	@touch $@

reset:
	rm -rf .data

# What AWS runs: CloudFormation of infra/topology.go, and a real deployment of it
# to a server on this machine. infra/decisions/0010 to 0012 say why it is so.
# make synth      the CloudFormation template, in .build/cdk.out
# make stack      a real deployment of it on this machine, until Ctrl-C   (ENDPOINT=http://… to a server that runs already)
# make test-stack the same, with stories played on it in real time        (STORIES='…/some.journey')
# make sam-validate    lint the template with the SAM CLI
# make sam-invoke      invoke a function of make stack: FUNCTION=triage EVENT=events/triage.json

ARCHITECTURE ?= arm64
GOARCH_OF     = $(if $(filter x86_64,$(ARCHITECTURE)),amd64,arm64)
CDK          := infra/npm-cdk/node_modules/.bin/cdk
CDK_QUIET    := CDK_DISABLE_CLI_TELEMETRY=true JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20

.PHONY: lambda synth cdk-app stack test-stack stack-ready sam-validate sam-invoke

# Without the version stamp, so that a commit that changes no function's code
# deploys no function.
lambda: $(DIST)
	@echo "Building the functions for $(ARCHITECTURE) ..."
	@for f in functions/*; do \
	  GOOS=linux GOARCH=$(GOARCH_OF) CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags lambda.norpc -ldflags='-s -w' \
	    -o .build/lambda/$(ARCHITECTURE)/$${f##*/}/bootstrap ./$$f/lambda || exit 1; \
	done
	@rm -rf .build/lambda/$(ARCHITECTURE)/web/assets && cp -R $(NPM)/dist .build/lambda/$(ARCHITECTURE)/web/assets

$(CDK): infra/npm-cdk/package-lock.json
	@echo "Installing the CDK's command ..."
	@cd infra/npm-cdk && npm ci --silent || (echo "npm could not install aws-cdk: check the network and try again" >&2; exit 1)
	@touch $@

cdk-app:
	@mkdir -p .build
	@go build -o .build/cdk-app ./infra/cdk/app

synth: lambda cdk-app $(CDK)
	@$(CDK_QUIET) $(CDK) synth --quiet --no-notices -c architecture=$(ARCHITECTURE)
	@echo "The template is .build/cdk.out/assistive-referrals.template.json"

# A server that speaks AWS, in a folder that is not kept in the repository.
PYTHON_ENV := .build/venv/done-$(shell cksum infra/stack/requirements.txt | cut -d' ' -f1)
SAM_ENV    := .build/venv-sam/done-$(shell cksum infra/stack/requirements-sam.txt | cut -d' ' -f1)
HERE       := $(if $(filter arm64 aarch64,$(shell uname -m)),arm64,x86_64)

# install NAME,REQUIREMENTS: a Python environment in .build
define install
	@mkdir -p .build && rm -rf .build/$(1)
	@{ python3 -m venv .build/$(1) && .build/$(1)/bin/pip install --quiet --disable-pip-version-check -r $(2); } >.build/$(1).log 2>&1 \
	  || { rm -rf .build/$(1); echo "this needs Python 3.11 or later with venv, and the Python package index: one of them cannot be had (.build/$(1).log says which)" >&2; exit 1; }
	@touch $@
endef

$(PYTHON_ENV): infra/stack/requirements.txt
	@echo "Installing a server that speaks AWS ..."
	$(call install,venv,infra/stack/requirements.txt)

$(SAM_ENV): infra/stack/requirements-sam.txt
	@echo "Installing the SAM CLI ..."
	$(call install,venv-sam,infra/stack/requirements-sam.txt)

stack-ready: $(if $(ENDPOINT),,$(PYTHON_ENV)) cdk-app $(CDK)
	@$(MAKE) --no-print-directory lambda ARCHITECTURE=$(HERE)
	@go build -o .build/stack-fakes ./infra/stack/fakes
	@go build -o .build/stack-run ./infra/stack/run

stack: stack-ready
	@ENDPOINT=$(ENDPOINT) exec .build/stack-run

test-stack: stack-ready $(SAM_ENV)
	@ENDPOINT=$(ENDPOINT) exec .build/stack-run -test -sam .build/venv-sam/bin/sam $(STORIES)

# What this system relies on in AWS, and the double of AWS by itself.
# make contract   the contract's cases on the double and on other servers, side by side   (CONTRACT_ENDPOINT=http://… adds yours; DETAIL=1 says what differs)
# make contract-localstack   installs LocalStack 4.14.0 for it (Python 3.13 or later: PYTHON313=…)
# make aws        an empty double of AWS on a port, for any SDK or the AWS CLI   (AWS_ADDR=localhost:4567)
# make invoke     one event through one function   (FUNCTION=triage EVENT=events/triage.json)

CONTRACT_ENV := .build/contract-venv/done-$(shell cksum infra/awslocal/contract/requirements.txt | cut -d' ' -f1)
PYTHON313    ?= python3.13

.PHONY: contract contract-localstack aws invoke

# Without the other servers the double is held to the cases all the same.
contract: $(CONTRACT_ENV)
	@go build -o .build/contract ./infra/awslocal/contract/run
	@.build/contract $(if $(DETAIL),-detail)

$(CONTRACT_ENV): infra/awslocal/contract/requirements.txt
	@echo "Installing other servers that speak AWS ..."
	@mkdir -p .build && rm -rf .build/contract-venv
	@{ python3 -m venv .build/contract-venv && .build/contract-venv/bin/pip install --quiet --disable-pip-version-check -r infra/awslocal/contract/requirements.txt && touch $@; } >.build/contract-venv.log 2>&1 \
	  || { rm -rf .build/contract-venv; echo "ministack and moto cannot be installed (.build/contract-venv.log says why); going on without them" >&2; }

# Only with dependencies of its time does it start.
contract-localstack: infra/awslocal/contract/requirements-localstack.txt
	@mkdir -p .build && rm -rf .build/contract-localstack
	@{ $(PYTHON313) -m venv .build/contract-localstack && .build/contract-localstack/bin/pip install --quiet --disable-pip-version-check uv==0.13.9 \
	  && VIRTUAL_ENV=$(CURDIR)/.build/contract-localstack .build/contract-localstack/bin/uv pip install --quiet --exclude-newer 2026-03-10 -r $<; } >.build/contract-localstack.log 2>&1 \
	  || { rm -rf .build/contract-localstack; echo "LocalStack 4.14.0 cannot be installed: it needs Python 3.13 or later and the Python package index (.build/contract-localstack.log says which)" >&2; exit 1; }

aws:
	@mkdir -p .build
	@go build -o .build/aws ./infra/local/aws
	@AWS_ADDR=$(AWS_ADDR) exec .build/aws

invoke: $(DIST)
	@mkdir -p .build
	@go build -o .build/invoke ./infra/local/invoke
	@.build/invoke -function "$(FUNCTION)" -event "$(EVENT)"

SAM := SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=eu-west-2 .build/venv-sam/bin/sam

sam-validate: $(SAM_ENV) synth
	@$(SAM) validate --lint --template .build/cdk.out/assistive-referrals.template.json 2>&1 | grep -v -e 'not officially supported' -e 'alternative command'; exit $${PIPESTATUS[0]}

# The stack that make stack left running, or any that ENDPOINT names.
sam-invoke: $(SAM_ENV)
	@test -n "$(FUNCTION)" || { echo "say which: make sam-invoke FUNCTION=triage (EVENT=events/triage.json if not given)" >&2; exit 1; }
	@function=$(FUNCTION); AWS_ENDPOINT_URL=$(or $(ENDPOINT),http://localhost:$(or $(STACK_PORT),4566)) AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test \
	  $(SAM) remote invoke --stack-name assistive-referrals $${function^}Function --event-file $(or $(EVENT),events/$(FUNCTION).json)
