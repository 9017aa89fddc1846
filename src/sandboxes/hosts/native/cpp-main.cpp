/* Where a program in C++ starts: its main file is part of this one, so that its entry may be a template or return a lambda. */
#include "barbican.hpp"
#include BARBICAN_MAIN

#include <cxxabi.h>

#include <exception>
#include <new>
#include <optional>
#include <typeinfo>

#include "barbican-host.h"

namespace barbican_host {

template <class Work>
const Json *guarded(const Work &work) {
  try {
    return work();
  } catch (const std::bad_alloc &) {
    barbican_out_of_memory();
  } catch (const std::exception &error) {
    int status = 0;
    char *name = abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, &status);
    json_fail("%s: %s", name ? name : "exception", error.what());
  } catch (...) {
    json_fail("something that is no std::exception was thrown");
  }
  return nullptr;
}

static const Json *answer(const Json *input) {
#ifdef BARBICAN_POLICY
  using Step = decltype(::BARBICAN_ENTRY(barbican::Value(input)));
  static std::optional<Step> step;
  return guarded([input]() -> const Json * {
    if (step) return barbican::Value((*step)(barbican::Value(input))).json();
    step.emplace(::BARBICAN_ENTRY(barbican::Value(input)));
    return json_null();
  });
#else
  return guarded([input]() -> const Json * { return barbican::Value(::BARBICAN_ENTRY(barbican::Value(input))).json(); });
#endif
}

}  // namespace barbican_host

int main() {
#ifdef BARBICAN_POLICY
  barbican_serve(barbican_host::answer, true);
#else
  barbican_serve(barbican_host::answer, false);
#endif
}
