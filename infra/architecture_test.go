package infra_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/infra"
	"assistive-referrals/internal/referral"
)

const module = "assistive-referrals/"

// pkg is what `go list` says of a package.
type pkg struct {
	ImportPath, Dir string
	Imports, Deps   []string
	GoFiles         []string
}

func packages(t *testing.T) map[string]pkg {
	t.Helper()
	command := exec.Command("go", "list", "-tags", "lambda.norpc", "-json=ImportPath,Dir,Imports,Deps,GoFiles", "./functions/...", "./infra/...", "./internal/...")
	command.Dir = ".."
	output, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string]pkg{}
	for decoder := json.NewDecoder(bytes.NewReader(output)); decoder.More(); {
		var p pkg
		if err := decoder.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all[strings.TrimPrefix(p.ImportPath, module)] = p
	}
	if len(all) < 20 {
		t.Fatalf("go list names %d packages", len(all))
	}
	return all
}

func under(path string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return path == f || strings.HasPrefix(path, f+"/") })
}

// TestImportDirections holds the dependency direction of the design. Each rule
// names what may be imported, by whom only.
func TestImportDirections(t *testing.T) {
	only := []struct {
		what string   // import path or prefix of it
		by   []string // folders
	}{
		{"github.com/aws/aws-sdk-go-v2/service/dynamodb", []string{"internal/casestore", "infra/local", "infra/awslocal/contract", "infra/stack"}},
		{"github.com/aws/aws-sdk-go-v2/feature/dynamodb", []string{"internal/casestore", "infra/local"}},
		{"github.com/aws/aws-sdk-go-v2/service/sfn", []string{"internal/workflow", "infra/local", "infra/awslocal/contract", "infra/stack"}},
		{"github.com/aws/aws-sdk-go-v2/service/sqs", []string{"internal/workflow", "infra/local", "infra/awslocal/contract", "infra/stack"}},
		{"github.com/aws/aws-sdk-go-v2/service/s3", []string{"internal/attachment/bucket", "infra/local", "infra/awslocal/contract", "infra/stack"}},
		{"github.com/aws/aws-sdk-go-v2/service/secretsmanager", []string{"internal/secret", "infra/local", "infra/stack"}},
		{"github.com/aws/aws-sdk-go-v2/service/kms", []string{"internal/secret/envelope", "infra/local", "infra/awslocal/contract", "infra/stack"}},
		{"github.com/go-playground/validator", []string{"internal/form"}},
		{"github.com/aws/aws-cdk-go", []string{"infra/cdk"}},
		{"github.com/aws/constructs-go", []string{"infra/cdk"}},
		{"go.etcd.io/bbolt", []string{"infra/awslocal", "infra/local"}},
		{module + "infra/awslocal", []string{"infra/awslocal", "infra/local", "infra/awslocal/contract"}},
		{module + "infra/local", []string{"infra/local", "infra/stack"}},
		{module + "infra", []string{"infra"}},
		{module + "functions", []string{"functions", "infra/local"}},
		{module + "internal/web", []string{"internal/web", "functions/web", "infra/local/webtest"}},
		{module + "internal/form", []string{"internal/intake", "internal/web", "infra/local"}},
		{module + "internal/workflow", []string{"internal/workflow", "functions", "infra"}},
		{module + "internal/intake", []string{"internal/web", "infra/local"}},
	}
	for name, p := range packages(t) {
		for _, imported := range p.Imports {
			for _, rule := range only {
				if under(imported, rule.what) && !under(name, rule.by...) {
					t.Errorf("%s imports %s, which only %v may", name, imported, rule.by)
				}
			}
		}
	}
}

// No wing of the pages imports another: what two of them need stands below, in web,
// web/display or web/formview, and web/site puts them together.
func TestWingsAreApart(t *testing.T) {
	below := []string{"internal/web", "internal/web/display", "internal/web/formview", "internal/web/govuk", "internal/web/chart", "internal/web/signin"}
	for name, p := range packages(t) {
		if !under(name, "internal/web") || name == "internal/web/site" {
			continue
		}
		for _, imported := range p.Imports {
			local := strings.TrimPrefix(imported, module)
			if under(local, "internal/web") && !slices.Contains(below, local) {
				t.Errorf("%s imports %s: only internal/web/site may", name, local)
			}
		}
	}
}

// The domain and the catalogue need nothing but the standard library, and what asks
// questions nothing but a validator of answers besides.
func TestDomainStandsAlone(t *testing.T) {
	all := packages(t)
	for name, may := range map[string][]string{
		"internal/catalogue":        nil,
		"internal/referral":         {"internal/catalogue", "internal/workingtime"},
		"internal/workflow/message": {"internal/referral"},
		"internal/access":           {"internal/referral"},
		"internal/waits":            {"internal/referral", "internal/workingtime"},
		"internal/form":             {"internal/catalogue", "internal/referral", "internal/workingtime"},
		"internal/intake":           {"internal/form", "internal/catalogue", "internal/referral", "internal/workingtime"},
	} {
		for _, imported := range all[name].Imports {
			local, ours := strings.CutPrefix(imported, module)
			switch {
			case ours && !slices.Contains(may, local):
				t.Errorf("%s imports %s", name, imported)
			case !ours && strings.Contains(strings.Split(imported, "/")[0], ".") && !under(imported, "github.com/go-playground/validator"):
				t.Errorf("%s imports %s, which is not in the standard library", name, imported)
			}
		}
	}
}

// A function links only what it needs: that is its start-up time.
func TestFunctionsLinkOnlyWhatTheyNeed(t *testing.T) {
	const kmsClient = "github.com/aws/aws-sdk-go-v2/service/kms"
	without := map[string][]string{
		"relay":   {kmsClient, "github.com/go-playground/validator", module + "internal/web", "html/template", "github.com/aws/aws-sdk-go-v2/service/secretsmanager"},
		"sweep":   {kmsClient, "github.com/go-playground/validator", module + "internal/web", "html/template", "github.com/aws/aws-sdk-go-v2/service/secretsmanager"},
		"triage":  {kmsClient, "github.com/go-playground/validator", "html/template", "github.com/aws/aws-sdk-go-v2/service/sfn", "github.com/aws/aws-sdk-go-v2/service/sqs"},
		"arrange": {kmsClient, "github.com/go-playground/validator", "html/template", "github.com/aws/aws-sdk-go-v2/service/sfn", "github.com/aws/aws-sdk-go-v2/service/sqs"},
		"enlist":  {kmsClient, "github.com/go-playground/validator", "html/template", "github.com/aws/aws-sdk-go-v2/service/sfn", "github.com/aws/aws-sdk-go-v2/service/sqs"},
		"notify":  {kmsClient, "github.com/go-playground/validator", "html/template", "github.com/aws/aws-sdk-go-v2/service/sfn", "github.com/aws/aws-sdk-go-v2/service/sqs"},
		"scan":    {kmsClient, "github.com/go-playground/validator", module + "internal/web", "html/template", "github.com/aws/aws-sdk-go-v2/service/sfn", "github.com/aws/aws-sdk-go-v2/service/sqs"},
		"web":     {"github.com/aws/aws-sdk-go-v2/service/s3", "github.com/aws/aws-sdk-go-v2/service/sfn", "github.com/aws/aws-sdk-go-v2/service/sqs"},
	}
	all := packages(t)
	for _, f := range infra.Build().Functions {
		unwanted, stated := without[f.Name]
		if !stated {
			t.Errorf("this test says nothing about the function %s", f.Name)
		}
		for _, linked := range all["functions/"+f.Name+"/lambda"].Deps {
			for _, u := range unwanted {
				if under(linked, u) {
					t.Errorf("the function %s links %s", f.Name, linked)
				}
			}
		}
	}
}

// Nothing outside infra/local and the double, with its contract, knows that there
// is a local mode.
func TestNobodyKnowsOfLocalMode(t *testing.T) {
	telling := regexp.MustCompile(`(?i)\b(is_?local|local_?mode|localstack|awslocal|localhost|127\.0\.0\.1)\b`)
	for name, p := range packages(t) {
		if under(name, "infra/local", "infra/stack", "infra/awslocal/contract", "infra/awslocal") {
			continue
		}
		for _, file := range p.GoFiles {
			source, err := os.ReadFile(filepath.Join(p.Dir, file))
			if err != nil {
				t.Fatal(err)
			}
			if found := telling.Find(source); found != nil {
				t.Errorf("%s/%s speaks of %q", name, file, found)
			}
		}
	}
}

// TestEveryFunction: the folders of functions/, the topology and the samples of
// events/ name the same functions, each with its command for Lambda.
func TestEveryFunction(t *testing.T) {
	var stated []string
	for _, f := range infra.Build().Functions {
		stated = append(stated, f.Name)
	}
	slices.Sort(stated)
	folders, err := filepath.Glob("../functions/*/lambda/main.go")
	if err != nil {
		t.Fatal(err)
	}
	var coded []string
	for _, folder := range folders {
		coded = append(coded, filepath.Base(filepath.Dir(filepath.Dir(folder))))
	}
	if entries, err := os.ReadDir("../functions"); err != nil || len(entries) != len(coded) {
		t.Errorf("functions/ has %d entries, %d of them with a command for Lambda (%v)", len(entries), len(coded), err)
	}
	samples, err := filepath.Glob("../events/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var sampled []string
	for _, sample := range samples {
		sampled = append(sampled, strings.TrimSuffix(filepath.Base(sample), ".json"))
	}
	slices.Sort(sampled)
	if !slices.Equal(stated, coded) || !slices.Equal(stated, sampled) {
		t.Errorf("topology: %v\nfunctions/: %v\nevents/: %v", stated, coded, sampled)
	}
}

// TestEveryState: the workflow knows each state in which a run can find a strand,
// or the state is final and ends the run.
func TestEveryState(t *testing.T) {
	var machine struct {
		States map[string]struct {
			Choices []json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(infra.Workflow), &machine); err != nil {
		t.Fatal(err)
	}
	known := string(bytes.Join(rawOf(machine.States["WhereIsIt"].Choices), nil))
	for _, state := range referral.States() {
		named := strings.Contains(known, `"`+string(state)+`"`)
		switch {
		case state == referral.Received:
			if named {
				t.Errorf("triage never leaves a strand in %q", state)
			}
		case state.Final() == named:
			t.Errorf("state %q: final %v, named by the workflow %v", state, state.Final(), named)
		}
	}
}

func rawOf(choices []json.RawMessage) [][]byte {
	out := make([][]byte, len(choices))
	for i, c := range choices {
		out[i] = c
	}
	return out
}

// Every setting, queue and secret that a function is given exists, and every
// grant is on something that exists.
func TestTopologyHoldsTogether(t *testing.T) {
	line := infra.Build()
	queues, secrets := map[string]bool{}, map[string]bool{}
	for _, q := range line.Queues {
		queues[q.Name] = true
	}
	for _, s := range line.Secrets {
		secrets[s.Name] = true
	}
	exists := func(v infra.Value) bool {
		switch v.Kind {
		case infra.TableName:
			return v.Of == line.Table
		case infra.BucketName:
			return line.Bucket != "" && (v.Of == "" || strings.HasSuffix(v.Of, "/"))
		case infra.MachineARN:
			return v.Of == line.Machine
		case infra.QueueURL:
			return queues[v.Of]
		case infra.SecretName:
			return secrets[v.Of]
		case infra.KeyARN:
			return slices.ContainsFunc(line.Keys, func(k infra.Key) bool { return k.Name == v.Of })
		}
		return v.Of != ""
	}
	for _, f := range line.Functions {
		for name, value := range f.Environment {
			if !exists(value) {
				t.Errorf("%s: %s is %q, which does not exist", f.Name, name, value.Of)
			}
		}
		for _, g := range f.Grants {
			if !exists(g.On) || len(g.Actions) == 0 {
				t.Errorf("%s is granted %v on %q", f.Name, g.Actions, g.On.Of)
			}
		}
		triggers := 0
		for _, has := range []bool{f.HTTP, f.Workflow, f.Queue != nil, f.Stream != nil, f.Every != 0, f.Scan != ""} {
			if has {
				triggers++
			}
		}
		if triggers != 1 {
			t.Errorf("%s has %d triggers", f.Name, triggers)
		}
		if f.Queue != nil && !queues[f.Queue.Queue] || f.Stream != nil && !queues[f.Stream.Failures] {
			t.Errorf("%s names a queue that does not exist", f.Name)
		}
		for _, q := range line.Queues {
			if f.Queue != nil && f.Queue.Queue == q.Name && q.Visibility < 6*f.Timeout {
				t.Errorf("messages of %s are visible again after %s, less than six times the %s of %s", q.Name, q.Visibility, f.Timeout, f.Name)
			}
		}
	}
}
