package infra_test

import (
	"testing"

	"assistive-referrals/infra"
	"assistive-referrals/infra/local"
	"assistive-referrals/internal/host"
)

// A function is given what its Config reads, and nothing else; what need not be given
// is optional on both sides.
func TestEveryFunctionIsGivenWhatItReads(t *testing.T) {
	code := local.Functions()
	for _, f := range infra.Build().Functions {
		function, coded := code[f.Name]
		if !coded {
			t.Errorf("infra/local/functions.go does not know the function %s", f.Name)
		}
		reads := map[string]host.Variable{}
		for _, v := range function.Variables {
			reads[v.Name] = v
			if given, is := f.Environment[v.Name]; !is {
				t.Errorf("infra/topology.go does not give %s the variable %s, which its Config reads", f.Name, v.Name)
			} else if optional := given.Kind == infra.OptionalParameter; optional != v.Optional {
				t.Errorf("%s of %s: optional in infra/topology.go: %v, in its Config: %v", v.Name, f.Name, optional, v.Optional)
			}
		}
		for name := range f.Environment {
			if _, is := reads[name]; !is {
				t.Errorf("infra/topology.go gives %s the variable %s, which its Config does not read", f.Name, name)
			}
		}
		delete(code, f.Name)
	}
	for name := range code {
		t.Errorf("infra/topology.go does not state the function %s", name)
	}
}

// A function may use each resource that it is told of, and is told of each that it may
// use.
func TestGrantsAreOnWhatAFunctionIsTold(t *testing.T) {
	for _, f := range infra.Build().Functions {
		resource := func(v infra.Value) (infra.Value, bool) {
			switch v.Kind {
			case infra.Text, infra.Parameter, infra.OptionalParameter:
				return infra.Value{}, false
			case infra.BucketName:
				return infra.Value{Kind: infra.BucketName}, true
			default:
				return v, true
			}
		}
		told, granted := map[infra.Value]string{}, map[infra.Value]bool{}
		for name, value := range f.Environment {
			if r, is := resource(value); is {
				told[r] = name
			}
		}
		for _, g := range f.Grants {
			r, _ := resource(g.On)
			granted[r] = true
			if told[r] == "" {
				t.Errorf("%s may do %v on %q, of which no variable tells it", f.Name, g.Actions, g.On.Of)
			}
		}
		for r, name := range told {
			if !granted[r] {
				t.Errorf("%s is told of %q in %s and may do nothing with it", f.Name, r.Of, name)
			}
		}
	}
}
