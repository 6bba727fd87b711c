"""Conan 2 recipe of the tree that it stands in: conan create packaging"""

import os

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy


class VarveConan(ConanFile):
    name = "varve"
    version = "0.1.0"
    description = "A schema compiler for C++20: typed SQLite accessors and a frozen chain of migrations"
    package_type = "static-library"
    settings = "os", "compiler", "build_type", "arch"

    def export_sources(self):
        root = os.path.join(self.recipe_folder, os.pardir)
        for part in ("CMakeLists.txt", "LICENSE", "cmake/*", "packaging/varve.pc.in", "runtime/*", "generator/*"):
            copy(self, part, src=root, dst=self.export_sources_folder)

    def validate(self):
        check_min_cppstd(self, 20)

    def requirements(self):
        self.requires("sqlite3/[>=3.37]", transitive_headers=True)
        self.requires("fmt/[>=9]")
        self.requires("cli11/[>=2.2]")
        self.requires("nlohmann_json/[>=3.11]")

    def build_requirements(self):
        self.tool_requires("cmake/[>=3.25]")

    def layout(self):
        cmake_layout(self)

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["VARVE_BUILD_TESTS"] = False
        toolchain.cache_variables["VARVE_BUILD_EXAMPLES"] = False
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()

    def package_info(self):
        # varve's own package file is what consumers read: it defines varve_add_schema().
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = [os.path.join("lib", "cmake", "varve")]
        self.buildenv_info.append_path("PATH", os.path.join(self.package_folder, "bin"))
