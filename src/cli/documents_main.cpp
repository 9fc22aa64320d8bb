// Writes what a package brings beside the program: man pages and completions, from the tables that the
// program is made of. pressrun_documents FOLDER
#include "cli/command_table.hpp"
#include "usage/completion.hpp"
#include "usage/man_page.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

namespace fs = std::filesystem;
using namespace pressrun::cli;

bool write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text << std::flush;
  if (!out) std::cerr << "pressrun_documents: " << file.string() << " cannot be written\n";
  return static_cast<bool>(out);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const fs::path folder{argv[1]};
  bool all = write(folder / "man1/pressrun.1", program_man_page(commands())) &&
             write(folder / "man1/pressrun-simulator.1", simulator_man_page()) &&
             write(folder / "man5/pressrun-manifest.5", manifest_man_page()) &&
             write(folder / "completions/pressrun", completion_text("bash", commands())) &&
             write(folder / "completions/_pressrun", completion_text("zsh", commands())) &&
             write(folder / "completions/pressrun.fish", completion_text("fish", commands()));
  for (const Command& command : commands())
    all = write(folder / "man1" / ("pressrun-" + std::string{command.name} + ".1"), man_page(command)) && all;
  return all ? 0 : 1;
}
